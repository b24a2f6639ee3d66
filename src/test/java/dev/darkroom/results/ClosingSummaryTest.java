package dev.darkroom.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosingSummaryTest {

    private static final Path OUTPUT = Path.of("nightly-out");
    private static final String JAR = "java -jar darkroom.jar";
    private static final NextCommands NEXT = new NextCommands(JAR, "resume", "x", List.of());
    private static final String LOOK = JAR + " status x";

    @Test
    void it_tells_the_whole_story() {
        WrittenResults written = new WrittenResults(
                SampleSummaries.STATUSES,
                List.of(error("JOB_FAILED", 2, "sku-1"), error("OUT_OF_RANGE", 1, "sku-2")),
                List.of("results.csv is held open"));

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                true,
                                List.of("mind this"))
                        .lines())
                .containsExactly(
                        "run       nightly-2026-11-21 stopped (budget), exit 4",
                        "rows      12 in = 12 out",
                        "          5 succeeded, 3 failed, 4 pending",
                        "errors    retrying may help:",
                        "            JOB_FAILED: 2 rows, such as sku-1",
                        "              "
                                + ErrorAdvice.of("JOB_FAILED", RowStatus.FAILED).whatToDo(),
                        "errors    retrying them as they are does not help:",
                        "            OUT_OF_RANGE: 1 row, such as sku-2",
                        "              "
                                + ErrorAdvice.of("OUT_OF_RANGE", RowStatus.FAILED)
                                        .whatToDo(),
                        "cost      24.68 USD spent, 25.00 estimated",
                        "files     nightly-out: results.csv, results.jsonl, failed.csv, succeeded.csv, report",
                        "warning   results.csv is held open",
                        "note      mind this",
                        "go on     java -jar darkroom.jar resume x");
    }

    @Test
    void a_good_end_has_no_errors_and_nothing_to_go_on_with() {
        WrittenResults written = new WrittenResults(Map.of(RowStatus.SUCCEEDED, 12L), List.of(), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .noneMatch(line -> line.startsWith("errors"))
                .noneMatch(line -> line.startsWith("go on"))
                .noneMatch(line -> line.startsWith("unknown"))
                .noneMatch(line -> line.startsWith("warning"));
    }

    @Test
    void rows_in_doubt_come_with_the_command_that_shows_what_settles_them() {
        WrittenResults one = new WrittenResults(Map.of(RowStatus.UNKNOWN, 1L), List.of(), List.of());
        WrittenResults two = new WrittenResults(Map.of(RowStatus.UNKNOWN, 2L), List.of(), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(), one.errors(), one, OUTPUT, null, NEXT, false, List.of())
                        .lines())
                .contains(
                        "unknown   1 row may have been bought; see what settles it with: " + LOOK,
                        "          if the usage page has it: " + JAR + " resolve x ID REQUEST_ID");
        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(), two.errors(), two, OUTPUT, null, NEXT, false, List.of())
                        .lines())
                .contains("unknown   2 rows may have been bought; see what settles them with: " + LOOK);
    }

    @Test
    void a_finished_run_names_the_command_that_tries_its_rows_once_more() {
        WrittenResults written = new WrittenResults(
                Map.of(RowStatus.SUCCEEDED, 8L, RowStatus.FAILED, 3L, RowStatus.TIMED_OUT, 1L),
                List.of(error("JOB_FAILED", 2, "sku-1"), error("OUT_OF_RANGE", 1, "sku-2")),
                List.of());
        NextCommands next = new NextCommands(JAR, "resume", "x", List.of("--token-file", "my token"));

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                next,
                                false,
                                List.of())
                        .lines())
                .containsSubsequence(
                        "retry     " + JAR + " resume x --only failed,timed_out --token-file 'my token'",
                        "          (buys up to 3 rows)")
                .noneMatch(line -> line.startsWith("go on"));
    }

    @Test
    void equal_rows_are_one_purchase_where_they_are_bought_again() {
        WrittenResults written = new WrittenResults(
                Map.of(RowStatus.FAILED, 3L),
                Map.of(RowStatus.FAILED, 1L),
                List.of(error("JOB_FAILED", 3, "sku-1")),
                List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .contains("          (buys up to 1 row)");
    }

    @Test
    void rows_that_a_check_failed_are_told_apart_where_all_failed_ones_would_be_bought_again() {
        String judge = ErrorAdvice.of("CHECK_BLANK", RowStatus.FAILED).whatToDo();
        WrittenResults written = new WrittenResults(
                Map.of(RowStatus.SUCCEEDED, 6L, RowStatus.FAILED, 6L),
                List.of(
                        error("CHECK_BLANK", 2, "sku-1"),
                        error("CHECK_SIZE", 1, "sku-2"),
                        error("JOB_FAILED", 1, "sku-3"),
                        error("OUT_OF_RANGE", 2, "sku-4")),
                List.of());

        List<String> lines = new ClosingSummary(
                        SampleSummaries.stopped(), written.errors(), written, OUTPUT, null, NEXT, false, List.of())
                .lines();

        assertThat(lines)
                .containsSubsequence(
                        "            CHECK_BLANK: 2 rows, such as sku-1",
                        "            CHECK_SIZE: 1 row, such as sku-2",
                        "              " + judge,
                        "            OUT_OF_RANGE: 2 rows, such as sku-4",
                        "retry     " + JAR + " resume x --only failed",
                        "          (buys up to 6 rows; 3 of them failed by a check and would get the same seed)");
        assertThat(lines).filteredOn(line -> line.contains(judge)).hasSize(1);
    }

    @Test
    void rows_that_wait_for_nothing_but_another_question_cost_nothing() {
        WrittenResults written = new WrittenResults(
                Map.of(RowStatus.SUCCEEDED, 11L, RowStatus.DOWNLOAD_FAILED, 1L), List.of(), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .containsSubsequence("retry     " + JAR + " resume x --only download_failed", "          (at no cost)");
    }

    @Test
    void rows_in_doubt_are_neither_retried_nor_given_up() {
        ErrorLine lost = new ErrorLine(
                "NO_ANSWER", 2, "sku 7", RowStatus.UNKNOWN, ErrorAdvice.of("NO_ANSWER", RowStatus.UNKNOWN));
        WrittenResults written = new WrittenResults(Map.of(RowStatus.UNKNOWN, 2L), List.of(lost), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .contains(
                        "errors    to be settled, and never sent again by itself:",
                        "          if the usage page has it: " + JAR + " resolve x 'sku 7' REQUEST_ID",
                        "          if it does not:           " + JAR + " resolve x 'sku 7' not-submitted")
                .noneMatch(line -> line.contains("does not help") || line.startsWith("retry"));
    }

    @Test
    void a_process_that_wrote_nothing_tells_what_the_summary_does() {
        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                List.of(error("JOB_FAILED", 2, "sku-1")),
                                null,
                                OUTPUT,
                                Path.of("x/report.html"),
                                NEXT,
                                true,
                                List.of())
                        .lines())
                .contains(
                        "rows      12 in = 12 out",
                        "          5 succeeded, 3 failed, 4 pending",
                        "files     nightly-out: no results were written yet",
                        "look      x/report.html",
                        "go on     java -jar darkroom.jar resume x");
    }

    @Test
    void a_row_that_got_lost_is_not_hidden() {
        WrittenResults written = new WrittenResults(Map.of(RowStatus.SUCCEEDED, 11L), List.of(), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .contains("rows      12 in, 11 out: 1 not accounted for");
    }

    @Test
    void unknown_requests_and_prices_are_said_as_such() {
        WrittenResults written = new WrittenResults(SampleSummaries.STATUSES, List.of(), List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.running(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .contains(
                        "cost      0.10 USD spent, no estimate: the service names no price for all rows, and budget.price is not"
                                + " set; 1 request unknown, which may have been"
                                + " billed");
    }

    @Test
    void only_the_top_errors_are_listed() {
        List<ErrorLine> errors = new ArrayList<>();
        for (int kind = 1; kind <= 7; kind++) {
            errors.add(error("HTTP_50" + kind, 10 - kind, "sku"));
        }
        WrittenResults written = new WrittenResults(SampleSummaries.STATUSES, errors, List.of());

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                NEXT,
                                false,
                                List.of())
                        .lines())
                .contains("            HTTP_505: 5 rows, such as sku")
                .contains("            and 2 more kinds: see report/by-error.csv")
                .noneMatch(line -> line.contains("HTTP_506"));
    }

    @Test
    void strangers_words_cannot_drive_the_terminal() {
        WrittenResults written = new WrittenResults(
                SampleSummaries.STATUSES, List.of(error("\u001b[31mX", 1, "sku\n\u202eevil")), List.of("a\u0007b"));

        assertThat(new ClosingSummary(
                                SampleSummaries.stopped(),
                                written.errors(),
                                written,
                                OUTPUT,
                                null,
                                new NextCommands("\u001b]0;x", "resume", "x", List.of()),
                                true,
                                List.of())
                        .lines())
                .allMatch(line -> line.chars().allMatch(character -> character >= ' ' && character < '\u007f'))
                .contains("            \\u001b[31mX: 1 row, such as sku\\n\\u202eevil");
    }

    private static ErrorLine error(String code, long rows, String id) {
        return new ErrorLine(code, rows, id, ErrorAdvice.of(code, RowStatus.FAILED));
    }
}
