package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class AwayTest {

    private final SettableClock clock = new SettableClock();
    private final Away away = new Away(clock, Duration.ofMinutes(30));

    @RepeatedTest(20)
    void pauses_double_up_to_half_a_minute_within_a_fifth() {
        for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            assertThat(away.failed()).isBetween(Duration.ofMillis(seconds * 800), Duration.ofMillis(seconds * 1_200));
        }
    }

    @Test
    void an_answer_begins_anew() {
        away.failed();
        away.failed();
        clock.advance(Duration.ofHours(1));
        away.answered();

        assertThat(away.tooLong()).isFalse();
        assertThat(away.failed()).isLessThanOrEqualTo(Duration.ofMillis(1_200));
        assertThat(away.tooLong()).isFalse();
    }

    @Test
    void the_time_runs_from_the_first_failure() {
        assertThat(away.tooLong()).isFalse();
        away.failed();
        clock.advance(Duration.ofMinutes(20));
        away.failed();
        clock.advance(Duration.ofMinutes(10));
        assertThat(away.tooLong()).isFalse();

        clock.advance(Duration.ofMillis(1));
        assertThat(away.tooLong()).isTrue();
    }

    @Test
    void pauses_stay_the_same_for_as_long_as_it_takes() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(away.failed()).isPositive().isLessThanOrEqualTo(Duration.ofSeconds(36));
        }
    }
}
