package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifeTableTest {

    private static final Duration SUBMIT = Duration.ZERO;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LifeTable table = new LifeTable();

    @Test
    void before_anything_is_known_an_end_is_about_as_likely_as_none_until_twice_the_age() {
        double share = runningAt(Duration.ofSeconds(8)) / runningAt(Duration.ofSeconds(4));
        assertThat(share).isBetween(0.4, 0.6);
    }

    @Test
    void what_is_told_is_learned_and_what_was_long_ago_is_forgotten() {
        end(400, Duration.ofSeconds(10));
        assertThat(runningAt(Duration.ofSeconds(9))).isGreaterThan(0.95);
        assertThat(runningAt(Duration.ofMillis(10_400))).isLessThan(0.01);
        end(400, SECOND);
        assertThat(runningAt(Duration.ofMillis(900))).isGreaterThan(0.95);
        assertThat(runningAt(Duration.ofMillis(1_040))).isLessThan(0.1);
    }

    @Test
    void requests_that_still_run_teach_that_none_ends_so_early() {
        for (int request = 0; request < 50; request++) {
            table.ranOn(SUBMIT, Duration.ofSeconds(30));
        }
        assertThat(runningAt(Duration.ofSeconds(29))).isGreaterThan(0.95);
        assertThat(runningAt(Duration.ofSeconds(120))).isLessThan(0.5);
    }

    @Test
    void of_an_end_between_two_polls_all_times_between_are_learned_as_far_as_they_were_likely() {
        end(40, SECOND);
        end(40, Duration.ofSeconds(3));
        for (int request = 0; request < 100; request++) {
            table.ranOn(SUBMIT, Duration.ofSeconds(2));
            table.endedBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
        assertThat(runningAt(Duration.ofMillis(2_800)) - runningAt(Duration.ofMillis(3_100)))
                .isGreaterThan(0.9 * (runningAt(Duration.ofSeconds(2)) - runningAt(Duration.ofSeconds(4))));
        assertThat(runningAt(Duration.ofSeconds(2))).as("these ran on at 2 s").isGreaterThan(0.7);
    }

    @Test
    void an_end_some_time_within_a_day_teaches_nothing() {
        double before = runningAt(SECOND);
        table.endedBetween(SUBMIT, Duration.ofDays(1));
        assertThat(runningAt(SECOND)).isEqualTo(before);
    }

    @Test
    void times_beyond_all_spans_are_counted_at_their_end() {
        end(100, Duration.ofDays(3));
        table.ranOn(Duration.ofDays(1), Duration.ofDays(2));
        table.endedBetween(Duration.ofDays(1), Duration.ofDays(2));
        assertThat(runningAt(Duration.ofHours(5))).isGreaterThan(0.9);
        assertThat(runningAt(Duration.ofDays(1))).isLessThan(0.05);
    }

    private void end(int times, Duration age) {
        for (int request = 0; request < times; request++) {
            table.endedAt(SUBMIT, age);
        }
    }

    private double runningAt(Duration age) {
        return table.running()[AgeSpans.passed(age)];
    }
}
