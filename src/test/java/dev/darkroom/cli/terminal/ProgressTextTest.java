package dev.darkroom.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.step.PhaseProgress;
import dev.darkroom.step.RunPhase;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTextTest {

    @Test
    void all_that_is_known_is_in_one_line() {
        Map<RowStatus, Long> counts = Map.of(
                RowStatus.SUCCEEDED, 400L,
                RowStatus.REUSED, 6L,
                RowStatus.FAILED, 2L,
                RowStatus.TIMED_OUT, 1L,
                RowStatus.REJECTED, 2L,
                RowStatus.UNKNOWN, 1L,
                RowStatus.SUBMITTED, 8L,
                RowStatus.PENDING, 780L);
        RunProgress progress = new RunProgress(1200, counts, 8, 2, new BigDecimal("8.235"), 394L, null, null);

        assertThat(ProgressText.of(progress))
                .isEqualTo("412 / 1200  34%  2.0/s  8 in flight  3 failed  2 rejected  1 unknown  ETA 6m 34s  $8.24");
    }

    @Test
    void what_is_nought_or_not_known_is_left_out() {
        assertThat(ProgressText.of(new RunProgress(3, Map.of(RowStatus.PENDING, 3L), 0, 0, null, null, null, null)))
                .isEqualTo("0 / 3  0%");
    }

    @Test
    void before_the_rows_are_known_there_is_no_share_of_them() {
        assertThat(ProgressText.of(new RunProgress(0, Map.of(), 0, 0, BigDecimal.ZERO, null, null, null)))
                .isEqualTo("reading the manifest");
    }

    @Test
    void before_the_first_purchase_the_line_tells_what_goes_on_and_how_far_it_is_and_no_end() {
        assertThat(ProgressText.of(ProgressText.parts(new PhaseProgress(RunPhase.READING, 412_000, 1_200_000))))
                .isEqualTo("reading 412000 / 1200000  34%");
        assertThat(ProgressText.of(ProgressText.parts(new PhaseProgress(RunPhase.CHECKING, 0, 1_200_000))))
                .isEqualTo("checking 1,200,000 rows");
        assertThat(ProgressText.of(ProgressText.parts(new PhaseProgress(RunPhase.LOOKING, 0, 1))))
                .isEqualTo("looking at sources 1 address");
        assertThat(ProgressText.of(ProgressText.parts(new PhaseProgress(RunPhase.LOOKING, 0, 0))))
                .isEqualTo("looking at sources");
        assertThat(ProgressText.of(ProgressText.parts(new PhaseProgress(RunPhase.LOOKING_UP, 500, 501))))
                .isEqualTo("looking up 500 / 501  99%");
        assertThat(ProgressText.fields(new PhaseProgress(RunPhase.LOOKING_UP, 500, 501)))
                .containsExactly(entry("phase", "looking up"), entry("done", 500L), entry("total", 501L));
    }

    @ParameterizedTest
    @CsvSource({"999, 1000, 99%", "1000, 1000, 100%", "1, 1000, 0%"})
    void a_hundred_per_cent_is_only_said_when_all_is_done(long done, long total, String percent) {
        RunProgress progress = new RunProgress(total, Map.of(RowStatus.SUCCEEDED, done), 0, 0, null, null, null, null);

        assertThat(ProgressText.of(progress)).endsWith("  " + percent);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ETA 0s",
        "59, ETA 59s",
        "60, ETA 1m 0s",
        "3599, ETA 59m 59s",
        "3960, ETA 1h 6m",
        "86400, ETA 1d 0h",
        "190000, ETA 2d 4h"
    })
    void the_time_left_is_told_in_two_units(long seconds, String message) {
        assertThat(ProgressText.of(new RunProgress(9, Map.of(), 0, 0, null, seconds, null, null)))
                .endsWith("  " + message);
    }

    @ParameterizedTest
    @CsvSource({"2, 2.0/s", "11.84, 11.8/s", "0.1, 0.1/s", "0.05, 3.0/min"})
    void a_slow_rate_is_told_by_the_minute(double perSecond, String message) {
        assertThat(ProgressText.of(new RunProgress(9, Map.of(), 0, perSecond, null, null, null, null)))
                .endsWith("  " + message);
    }

    @Test
    void what_holds_a_run_up_is_said_ahead_of_the_figures() {
        RunProgress progress =
                new RunProgress(40, Map.of(RowStatus.SUCCEEDED, 16L), 1, 1.6, null, null, "the service is away", null);
        assertThat(ProgressText.of(progress)).isEqualTo("16 / 40  40%  the service is away  1.6/s  1 in flight");
    }

    @Test
    void there_is_no_negative_progress() {
        assertThatThrownBy(() -> new RunProgress(1, Map.of(), 0, Double.NaN, null, null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
