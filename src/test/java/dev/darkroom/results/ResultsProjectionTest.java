package dev.darkroom.results;

import static dev.darkroom.results.OutcomeBuilder.aRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.workbook.SheetReader;
import dev.darkroom.workbook.SheetRow;
import dev.darkroom.workbook.Workbook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsProjectionTest {

    private static final List<RowOutcome> ROWS = List.of(
            aRow(1).succeeded(1, 1, "0.02")
                    .kept("{\"brand\":\"Ada\",\"status\":\"new\"}")
                    .build(),
            aRow(2).succeeded(2, 3, "0.04")
                    .kept("{\"brand\":\"Ada\",\"status\":\"old\"}")
                    .build(),
            aRow(3).reused(1).kept("{\"brand\":\"Bob\"}").build(),
            aRow(4).ended(RowStatus.FAILED, "JOB_FAILED", "blocked", 2)
                    .cost("0.02")
                    .kept("{\"brand\":\"Bob\"}")
                    .build(),
            aRow(5).ended(RowStatus.FAILED, "JOB_FAILED", "blocked", 4).build(),
            aRow(6).without(RowStatus.REJECTED, "UNKNOWN_MODEL", "no model flux")
                    .model("other")
                    .build(),
            aRow(7).ended(RowStatus.UNKNOWN, "SUBMIT_UNKNOWN", "timed out", 10).build(),
            aRow(8).build());

    private static final List<FailedCall> TRIES = List.of(
            aTry(2, 1, ServiceCall.SUBMIT, new RowReason(RowReason.THROTTLED, "slow down, please")),
            aTry(2, 2, ServiceCall.POLL, new RowReason("503", "=cmd()")),
            aTry(7, 1, ServiceCall.DOWNLOAD, new RowReason("NO_ANSWER", "two \"words\",\nand lines")));

    private static final RunFacts FACTS = new RunFacts(
            new RunSummary.RequestCounts(5, 1, 7, 9),
            new RunSummary.RunCost(new BigDecimal("0.0800"), new BigDecimal("0.16"), null, 1),
            OutcomeBuilder.SUBMITTED,
            OutcomeBuilder.SUBMITTED.plusMillis(61_500));

    private final Path output;

    ResultsProjectionTest(@TempDir Path output) {
        this.output = output;
    }

    @Test
    void everything_a_run_leaves_is_there_even_without_a_row() throws IOException {
        write(List.of(), List.of("brand"));

        try (Stream<Path> files = Files.walk(output)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(output::relativize)
                            .map(ResultsProjectionTest::slashed))
                    .containsExactlyInAnyOrder(
                            "results.csv",
                            "results.jsonl",
                            "failed.csv",
                            "succeeded.csv",
                            "report/junit.xml",
                            "report/totals.csv",
                            "report/attempts.csv",
                            "report/by-status.csv",
                            "report/by-error.csv",
                            "report/by-flag.csv",
                            "report/by-model.csv",
                            "report/by-brand.csv");
        }
        assertThat(output.resolve("results.csv"))
                .content()
                .startsWith("id,line,status,")
                .hasLineCount(1);
        assertThat(output.resolve("results.jsonl")).isEmptyFile();
        assertThat(output.resolve("failed.csv")).content().isEqualTo("sku,prompt,failed_status,failed_reason\n");
    }

    @Test
    void every_row_is_in_both_results_and_those_without_a_picture_in_failed() throws IOException {
        WrittenResults written = write(ROWS, List.of());

        assertThat(CsvText.rows(output.resolve("results.csv")))
                .extracting(row -> row.get("id"))
                .containsExactly("row-1", "row-2", "row-3", "row-4", "row-5", "row-6", "row-7", "row-8");
        assertThat(Files.readAllLines(output.resolve("results.jsonl"))).hasSize(8);
        assertThat(CsvText.rows(output.resolve("failed.csv")))
                .extracting(row -> row.get("sku"))
                .containsExactly("D", "E", "F", "G", "H");
        assertThat(written.rows()).isEqualTo(8);
        assertThat(written.warnings()).isEmpty();
        assertThat(written.errorCounts())
                .containsExactly(
                        new RunSummary.ErrorCount("JOB_FAILED", 2, true),
                        new RunSummary.ErrorCount("SUBMIT_UNKNOWN", 1, false),
                        new RunSummary.ErrorCount("UNKNOWN_MODEL", 1, false));
    }

    @Test
    void the_workbook_has_every_row_and_column_of_the_table() throws IOException {
        ResultsPlan plan = new ResultsPlan(
                "night",
                output,
                new CsvDialect(',', '.', false),
                List.of("sku", "prompt"),
                List.of("brand", "status"),
                List.of(),
                true);
        new ResultsProjection(FileMover.atomic()).write(plan, FACTS, ROWS, TRIES, ResultsProjectionTest::manifest);

        List<List<String>> rows = new ArrayList<>();
        try (Workbook workbook = Workbook.open(output.resolve("results.xlsx"));
                SheetReader sheet = workbook.sheet("results")) {
            for (SheetRow row = sheet.read(); row != null; row = sheet.read()) {
                rows.add(row.cells());
            }
        }
        List<List<String>> lines = CsvText.parse(Files.readString(output.resolve("results.csv")), ',');
        assertThat(rows).hasSameSizeAs(lines);
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < lines.get(row).size(); column++) {
                String cell = column < rows.get(row).size() ? rows.get(row).get(column) : "";
                assertThat(number(cell))
                        .as("row %s, %s", row, lines.get(0).get(column))
                        .isEqualTo(number(lines.get(row).get(column)));
            }
        }
    }

    /** Returns a number without the zeros that a spreadsheet does not keep, and any other text as it is. */
    private static String number(String cell) {
        return cell.matches("\\d+\\.\\d+")
                ? new BigDecimal(cell).stripTrailingZeros().toPlainString()
                : cell;
    }

    @Test
    void totals_are_the_runs_figures() throws IOException {
        write(ROWS, List.of());

        assertThat(output.resolve("report/totals.csv")).content().isEqualTo("""
                name,value
                rows,8
                succeeded,2
                reused,1
                rejected,1
                failed,2
                timed_out,0
                cancelled,0
                download_failed,0
                unknown,1
                submitted,0
                pending,1
                requests_submitted,5
                attempts,5
                possible_duplicates,1
                unknown_requests,1
                spent_usd,0.08
                estimated_usd,0.16
                pictures,4
                bytes,4005
                flagged,0
                median_s,3.000
                p95_s,8.800
                started_at,2026-11-21T12:00:00.000Z
                ended_at,2026-11-21T12:01:01.500Z
                duration_s,61.500
                review_approved,0
                review_rejected,0
                redone,0
                """);
    }

    @Test
    void all_statuses_are_listed_with_their_shares() throws IOException {
        write(ROWS, List.of());

        assertThat(output.resolve("report/by-status.csv")).content().isEqualTo("""
                status,rows,share
                succeeded,2,0.2500
                reused,1,0.1250
                rejected,1,0.1250
                failed,2,0.2500
                timed_out,0,0.0000
                cancelled,0,0.0000
                download_failed,0,0.0000
                unknown,1,0.1250
                submitted,0,0.0000
                pending,1,0.1250
                """);
    }

    @Test
    void every_flag_is_counted_once_a_row_and_one_that_is_not_built_in_by_its_name() throws IOException {
        write(
                List.of(
                        aRow(1).succeeded(2, 3, "0.02")
                                .flags("size=9x9", "size=8x8", "blurred=3")
                                .build(),
                        aRow(2).succeeded(1, 3, "0.02").flags("size=9x9").build(),
                        aRow(3).succeeded(1, 3, "0.02").flags("glare=1").build(),
                        aRow(4).succeeded(1, 3, "0.02").build()),
                List.of());

        assertThat(output.resolve("report/by-flag.csv")).content().isEqualTo("""
                flag,rows,share,example_id
                undecodable,0,0.0000,
                format,0,0.0000,
                size,2,0.5000,row-1
                aspect,0,0.0000,
                blank,0,0.0000,
                identical,0,0.0000,
                background,0,0.0000,
                blurred,1,0.2500,row-1
                glare,1,0.2500,row-3
                """);
        assertThat(output.resolve("report/totals.csv")).content().contains("\nflagged,3\n");
    }

    @Test
    void errors_have_an_example_and_advice() throws IOException {
        write(ROWS, List.of());

        List<Map<String, String>> errors = CsvText.rows(output.resolve("report/by-error.csv"));
        assertThat(errors.get(0))
                .isEqualTo(Map.of(
                        "code", "JOB_FAILED",
                        "rows", "2",
                        "share", "0.2500",
                        "retryable", "true",
                        "example_id", "row-4",
                        "what_to_do",
                                ErrorAdvice.of("JOB_FAILED", RowStatus.FAILED).whatToDo()));
        assertThat(errors)
                .extracting(row -> row.get("code"))
                .containsExactly("JOB_FAILED", "SUBMIT_UNKNOWN", "UNKNOWN_MODEL");
        assertThat(Files.readString(output.resolve("report/by-error.csv")))
                .startsWith("code,rows,share,retryable,example_id,what_to_do\n");
    }

    @Test
    void models_and_chosen_columns_are_broken_down() throws IOException {
        write(ROWS, List.of("brand", "status"));

        assertThat(output.resolve("report/by-model.csv")).content().isEqualTo("""
                value,rows,ok_share,cost_usd,median_s,p95_s
                blackforestlabs/flux-2/flash/edit,7,0.4286,0.08,3.000,8.800
                other,1,0.0000,0.00,,
                """);
        assertThat(output.resolve("report/by-brand.csv")).content().isEqualTo("""
                value,rows,ok_share,cost_usd,median_s,p95_s
                ,4,0.0000,,7.000,9.700
                Ada,2,1.0000,0.06,2.000,2.900
                Bob,2,0.5000,0.02,2.000,2.000
                """);
        assertThat(output.resolve("report/by-kept_status.csv")).exists();
    }

    @Test
    void reports_are_written_in_the_manifests_dialect() throws IOException {
        new ResultsProjection(FileMover.atomic())
                .write(
                        plan(new CsvDialect(';', ',', true), List.of("brand")),
                        FACTS,
                        ROWS,
                        TRIES,
                        ResultsProjectionTest::manifest);

        assertThat(Files.readString(output.resolve("report/by-brand.csv")))
                .startsWith("\uFEFFvalue;rows;ok_share;cost_usd;median_s;p95_s\n")
                .contains("\nAda;2;1,0000;0,06;2,000;2,900\n");
        assertThat(Files.readString(output.resolve("results.csv"))).contains(";0,02;");
    }

    @Test
    void a_failure_halfway_leaves_the_files_of_the_time_before() throws IOException {
        write(ROWS, List.of());
        String before = Files.readString(output.resolve("results.csv"));

        assertThatThrownBy(() -> write(ResultsProjectionTest::breakingOff, List.of()))
                .isInstanceOf(IllegalStateException.class);

        assertThat(output.resolve("results.csv")).content().isEqualTo(before);
        try (Stream<Path> files = Files.list(output)) {
            assertThat(files.map(ResultsProjectionTest::slashed)).noneMatch(name -> name.endsWith(".tmp"));
        }
    }

    @Test
    void a_spreadsheet_that_holds_the_results_open_gets_the_new_ones_beside() throws IOException {
        write(List.of(), List.of());
        Path held = output.resolve("results.csv");
        FileMover mover = (from, to) -> {
            if (to.equals(held)) {
                throw new AccessDeniedException(to.toString());
            }
            FileMover.atomic().move(from, to);
        };

        WrittenResults written = new ResultsProjection(mover)
                .write(
                        plan(new CsvDialect(',', '.', false), List.of()),
                        FACTS,
                        ROWS,
                        TRIES,
                        ResultsProjectionTest::manifest);

        assertThat(written.warnings()).singleElement().asString().contains("results (2).csv");
        assertThat(CsvText.rows(output.resolve("results (2).csv"))).hasSize(8);
        assertThat(Files.readAllLines(output.resolve("results.jsonl"))).hasSize(8);
    }

    @Test
    void what_went_wrong_on_the_way_is_listed_call_by_call() throws IOException {
        write(ROWS, List.of());

        assertThat(output.resolve("report/attempts.csv")).content().isEqualTo("""
                id,line,attempt,at,call,code,words
                row-2,3,1,2026-11-21T12:00:02.500Z,submit,THROTTLED,"slow down, please"
                row-2,3,2,2026-11-21T12:00:02.500Z,poll,503,'=cmd()
                row-7,8,1,2026-11-21T12:00:07.500Z,download,NO_ANSWER,"two ""words"",
                and lines"
                """);
    }

    private static FailedCall aTry(int row, int attempt, ServiceCall call, RowReason reason) {
        Instant at = OutcomeBuilder.SUBMITTED.plusMillis(row * 1_000L + 500);
        return new FailedCall(row, "row-" + row, row + 1, attempt, at, call, reason);
    }

    private static Iterator<RowOutcome> breakingOff() {
        return Stream.concat(ROWS.stream(), Stream.of(1).map(row -> {
                    throw new IllegalStateException("the ledger is closed");
                }))
                .iterator();
    }

    private WrittenResults write(Iterable<RowOutcome> rows, List<String> by) throws IOException {
        return new ResultsProjection(FileMover.atomic())
                .write(plan(new CsvDialect(',', '.', false), by), FACTS, rows, TRIES, ResultsProjectionTest::manifest);
    }

    private ResultsPlan plan(CsvDialect dialect, List<String> by) {
        return new ResultsPlan("night", output, dialect, List.of("sku", "prompt"), List.of("brand", "status"), by);
    }

    private static FakeManifest manifest() {
        return FakeManifest.of(
                List.of("sku", "prompt"),
                Stream.of("A", "B", "C", "D", "E", "F", "G", "H")
                        .map("{\"sku\":\"%s\",\"prompt\":\"p\"}"::formatted)
                        .toArray(String[]::new));
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }
}
