package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.lease.WorkerStatus;
import dev.darkroom.results.RunSummary;
import dev.darkroom.results.RunSummary.SummaryState;
import dev.darkroom.results.SampleSummaries;
import dev.darkroom.runs.RunStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StatusTextTest {

    private static final String PROGRAM = "DARKROOM_HOME=/srv java -jar darkroom.jar";
    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"canary", "stop-if", "stop-if-same"})
    void after_a_stop_that_stands_the_way_on_goes_past_it(String reason) {
        assertThat(wayOn(reason + ": 3 of the first 3 rows failed"))
                .isEqualTo("go on     " + PROGRAM + " resume --past-stop nightly-2026-11-21");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"budget", "outage: the service has been away", "signal: TERM", "something: else", "canaries"})
    void after_any_other_stop_it_is_a_plain_resume(String reason) {
        assertThat(wayOn(reason)).isEqualTo("go on     " + PROGRAM + " resume nightly-2026-11-21");
    }

    @Test
    void the_reason_and_the_exit_code_stand_beside_the_run() {
        assertThat(lines("canary: 3 of the first 3 rows failed").get(0))
                .isEqualTo("run       nightly-2026-11-21 stopped (canary: 3 of the first 3 rows failed), exit 4");
    }

    @Test
    void each_worker_is_told_with_its_host_what_it_was_lent_and_when_it_was_heard_of() {
        WorkerStatus worker = new WorkerStatus(7, "studio-2\u001b[31m", 4711, 1_200, 16, Duration.ofSeconds(3));
        RunStatus status = new RunStatus(summary(SummaryState.RUNNING), List.of(), List.of(worker));

        assertThat(StatusText.lines(status, PROGRAM))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("worker    7 (process 4711 on studio-2")
                        .doesNotContain("\u001b")
                        .endsWith("): 1,200 rows lent, at most 16 requests at a time, last heard of 3s ago"));
        JsonNode told = RunDocument.of(status).path("workers").path(0);
        assertThat(told.path("rows_lent").asInt()).isEqualTo(1_200);
        assertThat(told.path("silent_s").asInt()).isEqualTo(3);
        assertThat(RunDocument.of(new RunStatus(summary(SummaryState.RUNNING), List.of()))
                        .has("workers"))
                .isFalse();
    }

    private static String wayOn(String reason) {
        List<String> lines = lines(reason);
        return lines.get(lines.size() - 1);
    }

    private static List<String> lines(String reason) {
        RunSummary summary = SampleSummaries.stopped(reason);
        return StatusText.lines(new RunStatus(summary, List.of()), PROGRAM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RUNNING  | rows      none yet: the run has been opened, and its manifest has not been read
            STOPPED  | rows      none yet: the run has been opened, and its manifest has not been read
            FINISHED | rows      0: none
            """)
    void a_run_whose_manifest_was_not_read_yet_is_told_from_one_without_rows(SummaryState state, String line) {
        assertThat(StatusText.lines(new RunStatus(summary(state), List.of()), "darkroom"))
                .contains(line);
    }

    private static RunSummary summary(SummaryState state) {
        return new RunSummary(
                "night-2026-11-21",
                "night",
                state,
                null,
                null,
                "rows.csv",
                "abc",
                START,
                START,
                null,
                RunSummary.rows(Map.of()),
                new RunSummary.RequestCounts(0, 0, 0, 0),
                new RunSummary.RunCost(BigDecimal.ZERO, null, null, 0),
                null,
                null,
                null,
                List.of(),
                "0.1.0");
    }
}
