package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.results.files.RowManifests;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowManifestsTest {

    private static final List<String> COLUMNS = List.of("sku", "prompt", "image_urls");

    private final StringWriter text = new StringWriter();
    private final StringWriter succeeded = new StringWriter();
    private String warning = "";

    @ParameterizedTest
    @EnumSource(RowStatus.class)
    void every_row_is_in_one_of_the_two(RowStatus status) throws IOException {
        write(
                FakeManifest.of(COLUMNS, "{\"sku\":\"A\"}"),
                COLUMNS,
                aRow(1).without(status, null, null).build());

        assertThat(lines()).hasSize(status.hasPicture() ? 1 : 2);
        assertThat(succeededLines()).hasSize(status.hasPicture() ? 2 : 1);
    }

    @Test
    void the_rows_stand_as_in_the_manifest_and_say_why() throws IOException {
        write(
                FakeManifest.of(
                        COLUMNS,
                        "{\"sku\":\"A\",\"prompt\":\"a\",\"image_urls\":\"https://x/1\"}",
                        "{\"sku\":\"Ü;2\",\"prompt\":\"=two\\nlines, \\\"quoted\\\"\",\"image_urls\":\"https://x/1|https://x/2\"}",
                        "{\"sku\":\"C\",\"prompt\":\"c\",\"image_urls\":\"\"}"),
                COLUMNS,
                aRow(1).succeeded(1, 1, "0.02").build(),
                aRow(2).ended(RowStatus.FAILED, "JOB_FAILED", "blocked", 1).build(),
                aRow(3).build());

        assertThat(lines())
                .containsExactly(
                        List.of("sku", "prompt", "image_urls", "failed_status", "failed_reason"),
                        List.of(
                                "Ü;2",
                                "=two\nlines, \"quoted\"",
                                "https://x/1|https://x/2",
                                "failed",
                                "JOB_FAILED: blocked"),
                        List.of("C", "c", "", "pending", ""));
        assertThat(warning).isEmpty();
    }

    @Test
    void the_reasons_of_an_earlier_time_give_way() throws IOException {
        List<String> columns = List.of("failed_status", "sku", "failed_reason");
        write(
                FakeManifest.of(
                        columns, "{\"failed_status\":\"unknown\",\"sku\":\"A\",\"failed_reason\":\"SUBMIT_UNKNOWN\"}"),
                columns,
                aRow(1).without(RowStatus.REJECTED, "RAGGED_ROW", "2 cells").build());

        assertThat(lines())
                .containsExactly(
                        List.of("sku", "failed_status", "failed_reason"),
                        List.of("A", "rejected", "RAGGED_ROW: 2 cells"));
    }

    @Test
    void the_values_of_a_jsonl_manifest_become_cells_that_read_the_same() throws IOException {
        List<String> columns = List.of("urls", "odd", "empty", "loras", "size", "scale", "none");
        write(
                FakeManifest.of(
                        columns,
                        "{\"urls\":[\"https://x/1\",\"https://x/2\"],\"odd\":[\"a|b\",\"c\"],\"empty\":[],"
                                + "\"loras\":[{\"path\":\"p\",\"scale\":0.5}],\"size\":{\"width\":512},\"scale\":2.5,\"none\":null}"),
                columns,
                aRow(1).build());

        assertThat(lines().get(1))
                .containsExactly(
                        "https://x/1|https://x/2",
                        "[\"a|b\",\"c\"]",
                        "[]",
                        "[{\"path\":\"p\",\"scale\":0.5}]",
                        "{\"width\":512}",
                        "2.5",
                        "",
                        "pending",
                        "");
    }

    @Test
    void a_run_of_later_rows_finds_them_by_their_numbers() throws IOException {
        write(
                FakeManifest.of(COLUMNS, "{\"sku\":\"A\"}", "{\"sku\":\"B\"}", "{\"sku\":\"C\"}"),
                COLUMNS,
                aRow(3).build());

        assertThat(lines().get(1).get(0)).isEqualTo("C");
    }

    @Test
    void a_damaged_copy_of_the_manifest_costs_its_columns_and_no_rows() throws IOException {
        FakeManifest manifest = FakeManifest.breakingOff(COLUMNS, "{\"sku\":\"A\"}");
        write(manifest, COLUMNS, aRow(1).build(), aRow(2).build(), aRow(3).build());

        assertThat(lines()).extracting(cells -> cells.get(0)).containsExactly("sku", "A", "", "");
        assertThat(warning).startsWith("from row 2 on").contains("a quote is never closed");
        assertThat(manifest.isClosed()).isTrue();
    }

    @Test
    void a_lost_copy_of_the_manifest_is_no_failure_either() throws IOException {
        try (RowManifests manifests = new RowManifests(csv(text), csv(succeeded), COLUMNS, () -> {
            throw new NoSuchFileException("manifest.csv.gz");
        })) {
            manifests.add(aRow(1).build());

            assertThat(manifests.warning().orElseThrow()).contains("manifest.csv.gz");
        }
        assertThat(lines()).hasSize(2);
    }

    @Test
    void a_copy_that_ends_too_early_is_told() throws IOException {
        write(FakeManifest.of(COLUMNS), COLUMNS, aRow(1).build());

        assertThat(warning).contains("it ends before");
    }

    @Test
    void rows_with_pictures_stand_as_in_the_manifest_with_their_files() throws IOException {
        write(
                FakeManifest.of(COLUMNS, "{\"sku\":\"A\"}", "{\"sku\":\"B\",\"prompt\":\"b\"}", "{\"sku\":\"C\"}"),
                COLUMNS,
                aRow(1).build(),
                aRow(2).succeeded(2, 1, "0.02").flags("blank=1", "size=2").build(),
                aRow(3).reused(1).build());

        assertThat(succeededLines())
                .containsExactly(
                        List.of(
                                "sku",
                                "prompt",
                                "image_urls",
                                "succeeded_status",
                                "succeeded_files",
                                "succeeded_flags"),
                        List.of("B", "b", "", "succeeded", "images/row-2-1.png|images/row-2-2.png", "blank=1|size=2"),
                        List.of("C", "", "", "reused", "images/row-3-1.png", ""));
    }

    @Test
    void what_earlier_files_added_gives_way_and_what_a_job_may_go_by_stays_with_rows_that_failed() throws IOException {
        List<String> columns = List.of("sku", "failed_reason", "succeeded_files");
        write(
                FakeManifest.of(columns, "{\"sku\":\"A\",\"succeeded_files\":\"a.png\"}", "{\"sku\":\"B\"}"),
                columns,
                aRow(1).build(),
                aRow(2).succeeded(1, 1, "0.02").build());

        assertThat(lines())
                .containsExactly(
                        List.of("sku", "succeeded_files", "failed_status", "failed_reason"),
                        List.of("A", "a.png", "pending", ""));
        assertThat(succeededLines())
                .containsExactly(
                        List.of("sku", "succeeded_status", "succeeded_files", "succeeded_flags"),
                        List.of("B", "succeeded", "images/row-2-1.png", ""));
    }

    private List<List<String>> succeededLines() {
        return CsvText.parse(succeeded.toString(), ';');
    }

    private List<List<String>> lines() {
        return CsvText.parse(text.toString(), ';');
    }

    private void write(FakeManifest manifest, List<String> columns, RowOutcome... rows) throws IOException {
        try (RowManifests manifests = new RowManifests(csv(text), csv(succeeded), columns, () -> manifest)) {
            for (RowOutcome row : rows) {
                manifests.add(row);
            }
            warning = manifests.warning().orElse("");
        }
    }

    private static CsvFile csv(StringWriter text) throws IOException {
        return new CsvFile(text, new CsvDialect(';', '.', true));
    }
}
