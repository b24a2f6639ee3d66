package dev.darkroom.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.darkroom.io.Sha256;
import dev.darkroom.models.ListSeparator;
import dev.darkroom.workbook.WorkbookBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files are one manifest. */
class UnitedManifestTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void rows_follow_each_other_and_columns_are_united_by_name() {
        Manifest manifest = united(
                ManifestFiles.write(folder, "a.csv", "sku,title\nA,one\n"),
                ManifestFiles.write(folder, "b.csv", "title;brand\ntwo;acme\n"),
                ManifestFiles.write(folder, "c.jsonl", "{\"sku\": \"C\", \"tags\": [\"x\"]}\n"),
                Manifest.of(
                        new WorkbookBuilder()
                                .sheet("S", WorkbookBuilder.row(1, "sku"), WorkbookBuilder.row(7, "D"))
                                .write(folder.resolve("d.xlsx")),
                        "d.xlsx",
                        null));

        List<ManifestRow> rows = ManifestFiles.rows(manifest);
        assertThat(rows).extracting(ManifestRow::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rows).extracting(ManifestRow::line).containsExactly(2L, 2L, 1L, 7L);
        assertThat(rows).extracting(ManifestRow::file).containsExactly("a.csv", "b.csv", "c.jsonl", "d.xlsx");
        assertThat(rows.get(1).cells())
                .isEqualTo(
                        ManifestFiles.json("{\"title\": \"two\", \"brand\": \"acme\", \"manifest_file\": \"b.csv\"}"));
        ManifestSurvey survey = ManifestFiles.survey(manifest);
        assertThat(survey.columns()).containsExactly("sku", "title", "brand", "tags", "manifest_file");
        assertThat(survey.rows()).isEqualTo(4);
        assertThat(survey.delimiter()).isEqualTo(',');
    }

    @Test
    void the_hash_covers_all_files_in_their_order_and_no_names() throws IOException {
        Manifest first = ManifestFiles.write(folder, "a.csv", "sku\nA\n");
        Manifest second = ManifestFiles.write(folder, "b.csv", "sku\nB\n");
        String both = Sha256.hex(Sha256.hex(first.path()) + "\n" + Sha256.hex(second.path()));

        assertThat(united(first, second).sha256()).isEqualTo(both);
        assertThat(ManifestFiles.survey(united(first, second)).sha256()).isEqualTo(both);
        assertThat(united(second, first).sha256()).isNotEqualTo(both);
        assertThat(united(first).sha256()).isEqualTo(Sha256.hex(first.path()));
    }

    @Test
    void files_of_one_name_are_told_apart_by_their_folders() {
        Manifest first = named("one/a.csv", "sku\nA\n");
        Manifest second = named("two/a.csv", "sku\nB\n");

        assertThat(ManifestFiles.rows(united(first, second)))
                .extracting(row -> row.cells().path("manifest_file").asString())
                .containsExactly("one/a.csv", "two/a.csv");
    }

    @Test
    void an_empty_cell_is_not_filled_from_another_file() {
        Manifest manifest = united(
                        ManifestFiles.write(folder, "a.csv", "sku,title\nA,one\nA2,\n"),
                        ManifestFiles.write(folder, "b.csv", "sku,title\nB,\n"))
                .with(new ColumnRules(null, null, List.of(), ListSeparator.PIPE, List.of("title"), List.of()));

        assertThat(ManifestFiles.rows(manifest))
                .extracting(row -> row.cells().path("title").asString())
                .containsExactly("one", "one", "");
    }

    @Test
    void a_fault_names_the_file_that_it_is_in() {
        Manifest manifest = united(
                ManifestFiles.write(folder, "a.csv", "sku,prompt\nA,p\n"),
                ManifestFiles.write(folder, "b.csv", "sku,prompt\nB,p,extra\n"));

        assertThat(ManifestFiles.rows(manifest).get(1).broken())
                .isNotNull()
                .extracting(InputProblem::file, InputProblem::line)
                .containsExactly("b.csv", 2L);
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> ManifestFiles.survey(united(
                        ManifestFiles.write(folder, "a.csv", "sku\nA\n"), ManifestFiles.write(folder, "e.csv", ""))))
                .satisfies(
                        refused -> assertThat(refused.problems().get(0).file()).isEqualTo("e.csv"));
    }

    @Test
    void a_pattern_finds_files_by_name_and_each_once() throws IOException {
        Files.createDirectories(folder.resolve("parts/deep"));
        for (String name :
                List.of("parts/10.csv", "parts/2.csv", "parts/.hidden.csv", "parts/deep/3.csv", "z [1].csv")) {
            Files.writeString(folder.resolve(name), "sku\n");
        }
        String base = folder.toString() + "/";

        assertThat(paths(base + "z [1].csv", base + "parts/*.csv", base + "parts/2.csv"))
                .containsExactly("z [1].csv", "parts/10.csv", "parts/2.csv");
        assertThat(paths(base + "parts/**.csv")).containsExactly("parts/10.csv", "parts/2.csv", "parts/deep/3.csv");
        assertThat(paths(base + "parts/**/*.csv")).containsExactly("parts/10.csv", "parts/2.csv", "parts/deep/3.csv");
        assertThat(paths(base + "? [1].csv")).containsExactly("z [1].csv");
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> paths(base + "none-*.csv"))
                .withMessageContaining("none-*.csv: no file matches the pattern");
    }

    private List<String> paths(String... given) throws IOException {
        return ManifestPaths.of(List.of(given), Path::toString).stream()
                .map(file -> folder.relativize(file).toString())
                .toList();
    }

    private Manifest named(String name, String text) {
        try {
            Files.createDirectories(folder.resolve(name).getParent());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return ManifestFiles.write(folder, name, text);
    }

    private static Manifest united(Manifest... files) {
        return Manifest.united(List.of(files), "all");
    }
}
