package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryIntervalsTest {

    private static final int BUDGET = 20;

    private final RetryIntervals intervals =
            new RetryIntervals(Duration.ofSeconds(1), Duration.ofSeconds(8), new PauseJitter(() -> new Random(7)));

    @Test
    void they_double_up_to_the_longest_and_are_spread_by_half() {
        long[] usual = {1_000, 2_000, 4_000, 8_000, 8_000};
        for (int attempt = 1; attempt <= usual.length; attempt++) {
            long millis = usual[attempt - 1];
            assertThat(intervals.after(attempt).toMillis()).isBetween(millis / 2, millis + millis / 2);
        }
    }

    @Test
    void without_a_budget_even_the_first_repeat_waits_for_the_longest() {
        for (int repeat = 0; repeat < BUDGET; repeat++) {
            assertThat(intervals.after(1)).isLessThan(Duration.ofSeconds(2));
        }
        assertThat(intervals.after(1)).isBetween(Duration.ofMillis(6_400), Duration.ofMillis(9_600));
        for (int success = 0; success < 6; success++) {
            intervals.earn();
        }
        assertThat(intervals.after(1)).isLessThan(Duration.ofSeconds(2));
    }
}
