package dev.darkroom.manifest.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.candidate.CandidateList;
import dev.darkroom.manifest.preparation.RowId;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChosenRowsTest {

    private static final String TABLE = """
            sku,brand,price
            A,acme,1
            B,other,2
            C,acme,3
            D,other,4
            E,acme,5
            """;

    @TempDir
    Path folder;

    @Test
    void rows_that_meet_the_condition_are_counted_anew_and_know_their_place() throws IOException {
        List<ManifestRow> rows = rows(read(TABLE, where("brand = acme and price > 1"), 1));

        assertThat(rows).extracting(ManifestRow::number).containsExactly(1L, 2L);
        assertThat(rows).extracting(ManifestRow::place).containsExactly(3L, 5L);
        assertThat(rows).extracting(ManifestRow::line).containsExactly(4L, 6L);
    }

    @Test
    void what_chooses_rows_is_joined() throws IOException {
        RowChoice choice = new RowChoice(Condition.parse("brand = acme"), RowNumbers.parse("1-4"), null, null, 1);

        assertThat(skus(choice)).containsExactly("A", "C");
    }

    @Test
    void ids_choose_rows_and_those_that_no_row_has_are_found() throws IOException {
        RowIdList ids = RowIdList.read(file("ids.txt", "E\n\n A \nGONE\n"), null);
        Manifest manifest = read(TABLE, new RowChoice(null, null, ids, null, 1), 1);

        assertThat(skus(rows(manifest))).containsExactly("A", "E");
        assertThat(manifest.layer())
                .isInstanceOfSatisfying(
                        ChosenRows.class, chosen -> assertThat(missing(chosen)).containsExactly("GONE"));
    }

    @Test
    void ids_are_read_from_a_table() throws IOException {
        Path results = file("results.csv", "id,line\nB,3\nC,4\n");
        Path own = file("own.csv", "sku;x\nD;1\n");
        Path other = file("other.csv", "article\nD\n");

        assertThat(RowIdList.read(results, "sku").ids()).containsExactly("B", "C");
        assertThat(RowIdList.read(own, "sku").ids()).containsExactly("D");
        assertThatThrownBy(() -> RowIdList.read(other, "sku")).hasMessage("has no column id");
        assertThatThrownBy(() -> RowIdList.read(folder.resolve("gone"), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowIdList.read(file("empty.txt", "\n"), null)).hasMessage("holds no ids");
    }

    @Test
    void rows_without_ids_are_named_by_their_number_in_the_manifest() throws IOException {
        List<ManifestRow> rows = rows(read(TABLE, new RowChoice(null, RowNumbers.parse("4"), null, null, 1), 1));

        assertThat(new RowId(null).of(rows.get(0))).isEqualTo("4");
    }

    @Test
    void a_sample_is_the_same_each_time_in_manifest_order_and_another_by_another_seed() throws IOException {
        String table = "sku\n"
                + IntStream.rangeClosed(1, 1_000).mapToObj(n -> "R" + n).collect(Collectors.joining("\n")) + "\n";

        List<ManifestRow> first = rows(read(table, sample(50, 1), 1));

        assertThat(first).hasSize(50).isSortedAccordingTo((a, b) -> Long.compare(a.place(), b.place()));
        assertThat(skus(rows(read(table, sample(50, 1), 1)))).isEqualTo(skus(first));
        assertThat(skus(rows(read(table, sample(50, 2), 1)))).isNotEqualTo(skus(first));
        // Each tenth of the manifest has its part: 5 are expected, and fewer than 1 or more than 15 would be no chance.
        assertThat(first.stream().collect(Collectors.groupingBy(row -> (row.place() - 1) / 100, Collectors.counting())))
                .hasSize(10)
                .allSatisfy((tenth, count) -> assertThat(count).isBetween(1L, 15L));
    }

    @Test
    void a_sample_is_drawn_of_the_rows_that_are_chosen_otherwise() throws IOException {
        RowChoice choice = new RowChoice(Condition.parse("brand = acme"), null, null, 2, 7);

        assertThat(skus(choice)).hasSize(2).isSubsetOf("A", "C", "E");
        assertThat(skus(new RowChoice(null, null, null, 10, 7))).hasSize(5);
    }

    @Test
    void a_row_that_cannot_be_read_is_not_left_out_by_a_condition() throws IOException {
        List<ManifestRow> rows = rows(read("sku,brand\nA,acme\nB,other,one too many\n", where("brand = acme"), 1));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).broken()).isNotNull();
    }

    @Test
    void each_row_has_as_many_variants_and_their_number_in_a_column() throws IOException {
        Manifest manifest = read(TABLE, where("brand = other"), 3);
        List<ManifestRow> rows = rows(manifest);

        assertThat(rows)
                .extracting(row -> new RowId("sku").of(row))
                .containsExactly("B-v1", "B-v2", "B-v3", "D-v1", "D-v2", "D-v3");
        assertThat(rows)
                .extracting(row -> row.cells().path("variant").stringValue())
                .containsExactly("1", "2", "3", "1", "2", "3");
        assertThat(ManifestSurvey.of(manifest, ModelCatalog.builtIn()).columns())
                .containsExactly("sku", "brand", "price", "variant");
        assertThat(ManifestSurvey.of(manifest, ModelCatalog.builtIn()).rows()).isEqualTo(6);
    }

    @Test
    void each_chosen_row_is_tried_with_every_candidate_the_models_of_the_first_prompt_first() throws IOException {
        CandidateList candidates = new CandidateList(List.of("{{sku}} on white", "on grey"), List.of("a/b", "c/d"));
        List<ManifestRow> rows = rows(tried("sku,brand\nA,acme\nB,other\n", where("brand = other"), 1, candidates));

        assertThat(rows).extracting(row -> new RowId("sku").of(row)).containsExactly("B~1", "B~2", "B~3", "B~4");
        assertThat(rows)
                .extracting(row -> row.cells().path("candidate").stringValue()
                        + row.cells().path("candidate_prompt").stringValue()
                        + Objects.requireNonNull(row.candidate()).model())
                .containsExactly("1{{sku}} on whitea/b", "2{{sku}} on whitec/d", "3on greya/b", "4on greyc/d");
        assertThat(rows).extracting(ManifestRow::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(rows).extracting(ManifestRow::place).containsOnly(2L);
    }

    @Test
    void variants_are_tried_each_with_every_candidate() throws IOException {
        CandidateList candidates = new CandidateList(List.of(), List.of("a/b", "c/d"));

        assertThat(ids(tried("sku\nA\n", RowChoice.ALL, 2, candidates)))
                .containsExactly("A-v1~1", "A-v1~2", "A-v2~1", "A-v2~2");
    }

    @Test
    void a_row_that_names_its_candidate_is_that_one_alone_as_in_what_is_written_of_a_runs_rows() throws IOException {
        CandidateList candidates = new CandidateList(List.of(), List.of("a/b", "c/d"));
        List<ManifestRow> rows = rows(tried("sku,candidate\nA~2,2\nB,3\n\"C\nx\",\n", RowChoice.ALL, 1, candidates));

        assertThat(rows).hasSize(4);
        assertThat(new RowId("sku").of(rows.get(0))).isEqualTo("A~2");
        assertThat(rows.get(1).broken())
                .isNotNull()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("candidate is \"3\", and a row is tried with 2 candidates"));
        assertThat(rows.get(3).cells().path("candidate").stringValue()).isEqualTo("2");
    }

    @Test
    void rows_with_other_candidates_are_described_otherwise() throws IOException {
        CandidateList one = new CandidateList(List.of("x"), List.of());
        CandidateList other = new CandidateList(List.of("y"), List.of());

        assertThat(layer(one)).isEqualTo(layer(one)).isNotEqualTo(layer(other)).isNotEqualTo(layer(CandidateList.NONE));
    }

    private String layer(CandidateList candidates) throws IOException {
        return Objects.requireNonNull(tried(TABLE, RowChoice.ALL, 1, candidates).layer())
                .description();
    }

    private Manifest tried(String table, RowChoice choice, int variants, CandidateList candidates) throws IOException {
        Manifest manifest = Manifest.of(file("rows.csv", table), "rows.csv", null);
        return manifest.with(new ChosenRows(manifest, choice, variants, candidates, new RowId("sku"), '.'));
    }

    @Test
    void variants_are_chosen_like_rows() throws IOException {
        assertThat(ids(read(TABLE, where("variant = 2 and price < 3"), 3))).containsExactly("A-v2", "B-v2");
        RowIdList one = RowIdList.read(file("one.txt", "C-v3\nE\n"), null);
        assertThat(ids(read(TABLE, new RowChoice(null, null, one, null, 1), 3)))
                .containsExactly("C-v3", "E-v1", "E-v2", "E-v3");
    }

    @Test
    void a_row_that_names_its_variant_is_that_one_alone() throws IOException {
        Manifest manifest = read("sku,variant\nA,2\nB,\nC,4\nD-v3,3\n", RowChoice.ALL, 3);
        List<ManifestRow> rows = rows(manifest);

        assertThat(ids(manifest)).containsExactly("A-v2", "B-v1", "B-v2", "B-v3", "C", "D-v3");
        assertThat(rows.get(4).broken())
                .isNotNull()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo("variant is \"4\", and the job makes 3 variants of a row"));
    }

    @Test
    void other_rows_are_told_by_another_description() throws IOException {
        assertThat(description(where("brand = acme"), 1)).isNotEqualTo(description(where("brand = other"), 1));
        assertThat(description(RowChoice.ALL, 2)).isNotEqualTo(description(RowChoice.ALL, 3));
        assertThat(description(sample(3, 1), 1)).isNotEqualTo(description(sample(3, 2), 1));
        assertThat(description(sample(3, 1), 1)).isEqualTo(description(sample(3, 1), 1));
    }

    private static Set<String> missing(ChosenRows chosen) {
        try {
            return chosen.missingIds();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String description(RowChoice choice, int variants) throws IOException {
        ManifestReader.@Nullable Layer layer = read(TABLE, choice, variants).layer();
        return layer == null ? "" : layer.description();
    }

    private List<String> skus(RowChoice choice) throws IOException {
        return skus(rows(read(TABLE, choice, 1)));
    }

    private static List<String> skus(List<ManifestRow> rows) {
        return rows.stream().map(row -> row.cells().path("sku").stringValue()).toList();
    }

    private static List<String> ids(Manifest manifest) throws IOException {
        return rows(manifest).stream().map(new RowId("sku")::of).toList();
    }

    private static RowChoice where(String condition) {
        return new RowChoice(Condition.parse(condition), null, null, null, 1);
    }

    private static RowChoice sample(int most, long seed) {
        return new RowChoice(null, null, null, most, seed);
    }

    private Manifest read(String table, RowChoice choice, int variants) throws IOException {
        Manifest all = Manifest.of(file("table.csv", table), "table.csv", null);
        return all.with(new ChosenRows(all, choice, variants, CandidateList.NONE, new RowId("sku"), '.'));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<ManifestRow> rows(Manifest manifest) throws IOException {
        List<ManifestRow> rows = new ArrayList<>();
        try (ManifestReader reader = manifest.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
