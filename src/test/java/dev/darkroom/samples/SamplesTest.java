package dev.darkroom.samples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.manifest.ColumnRules;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.DuplicateIds;
import dev.darkroom.manifest.preparation.JobInput;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SamplesTest {

    private static final Path SAMPLES = Path.of("samples");
    private static final String FLASH = "blackforestlabs/flux-2/flash/edit";

    private final ModelCatalog models = ModelCatalog.builtIn();

    @Test
    void the_catalogs_are_what_the_shop_sells() throws IOException {
        assertThat(Files.readString(SAMPLES.resolve("catalog.csv"))).isEqualTo(SampleFiles.csv());
        assertThat(Files.readString(SAMPLES.resolve("catalog.jsonl"))).isEqualTo(SampleFiles.jsonl());
        assertThat(SampleShop.articles()).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"catalog.csv", "catalog.jsonl"})
    void each_row_of_a_catalog_is_good_and_its_pictures_exist_and_decode(String file) throws IOException {
        String input = "{\"prompt\": \"{{title}} on white\", \"image_urls\": [\"{{image_url}}\"]}";

        List<PreparedRow> rows = prepare(file, input, FLASH);

        assertThat(rows).hasSize(40).allMatch(PreparedRow::valid);
        assertThat(rows).extracting(PreparedRow::id).doesNotHaveDuplicates();
        for (PreparedRow row : rows) {
            assertPicturesDecode(row);
        }
    }

    @Test
    void the_pictures_are_all_of_the_catalogs_and_small_together() throws IOException {
        long articlesPictures = SampleShop.articles().stream()
                .flatMap(article -> Stream.of(article.picture(1), article.picture(2)))
                .filter(name -> Files.exists(SAMPLES.resolve("pictures").resolve(name)))
                .count();
        long bytes = 0;
        long files = 0;
        try (Stream<Path> pictures = Files.list(SAMPLES.resolve("pictures"))) {
            for (Path picture : pictures.toList()) {
                bytes += Files.size(picture);
                files++;
            }
        }
        assertThat(files).isEqualTo(articlesPictures);
        assertThat(bytes).isLessThan(1_500_000);
    }

    @Test
    void each_bad_row_is_bad_for_the_reason_it_names_and_for_no_other() throws IOException {
        List<String> wrong = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        DuplicateIds ids = new DuplicateIds("bad-rows.csv");
        for (CheckedRow checked : check("bad-rows.csv", "{}", FLASH)) {
            List<InputProblem> problems = new ArrayList<>(checked.prepared().problems());
            if (problems.isEmpty()) {
                InputProblem second =
                        ids.add(checked.prepared().id(), checked.prepared().line());
                if (second != null) {
                    problems.add(second);
                }
            }
            List<String> found = problems.stream().map(InputProblem::code).toList();
            String expected = checked.row().cells().path("expected").asString("");
            codes.add(expected);
            if (!found.equals(expected.equals("ok") ? List.of() : List.of(expected))) {
                wrong.add("line " + checked.row().line() + ": " + expected + " but " + problems);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(codes).hasSize(14);
    }

    @Test
    void the_mixed_manifest_is_good_and_has_all_models() throws IOException {
        List<PreparedRow> rows = prepare("mixed-models.csv", "{}", null);

        assertThat(rows).allMatch(PreparedRow::valid);
        assertThat(rows)
                .extracting(PreparedRow::model)
                .containsAll(models.all().stream().map(model -> model.id()).toList());
        for (PreparedRow row : rows) {
            assertThat(row.warnings().stream().map(InputProblem::code)).doesNotContain("NOT_AN_INPUT");
            assertPicturesDecode(row);
        }
    }

    private static void assertPicturesDecode(PreparedRow row) throws IOException {
        for (var url : row.input().path("image_urls")) {
            assertThat(url.asString()).startsWith(SampleFiles.HOST);
            Path file = SAMPLES.resolve("pictures").resolve(url.asString().substring(SampleFiles.HOST.length()));
            BufferedImage picture = ImageIO.read(file.toFile());
            assertThat(Math.max(picture.getWidth(), picture.getHeight())).isBetween(600, 900);
        }
    }

    private List<PreparedRow> prepare(String file, String input, String model) throws IOException {
        return check(file, input, model).stream().map(CheckedRow::prepared).toList();
    }

    private List<CheckedRow> check(String file, String input, String model) throws IOException {
        Manifest manifest = Manifest.of(SAMPLES.resolve(file), file, null);
        ManifestSurvey survey = ManifestSurvey.of(manifest, models);
        JobInput job = new JobInput(
                new ColumnRules("sku", null, List.of()),
                new JsonMapper().readTree(input).asObject(),
                model,
                '.');
        RowPreparer preparer = new RowPreparer(job, survey, models);
        assertThat(preparer.problems()).isEmpty();
        List<CheckedRow> rows = new ArrayList<>();
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(new CheckedRow(row, preparer.prepare(row)));
            }
        }
        return rows;
    }

    private record CheckedRow(ManifestRow row, PreparedRow prepared) {}
}
