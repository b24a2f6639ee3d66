package dev.darkroom.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.results.RunSummary;
import dev.darkroom.results.RunSummary.SummaryState;
import dev.darkroom.runs.RunStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    private static final Instant START = Instant.parse("2026-11-21T22:00:00Z");

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
