package dev.darkroom.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLineTest {

    private final TimeLine timeLine = new TimeLine();

    @Test
    void a_short_run_is_told_by_the_second() {
        timeLine.submitted(Instant.ofEpochMilli(5_999));
        timeLine.submitted(Instant.ofEpochMilli(5_000));
        timeLine.done(Instant.ofEpochMilli(6_000));

        assertThat(timeLine.millis()).isEqualTo(1_000);
        assertThat(timeLine.slots().keySet()).containsExactly(5L, 6L);
        assertThat(timeLine.slots().values())
                .extracting(TimeLine.TimeSlot::submitted)
                .containsExactly(2L, 0L);
    }

    @Test
    void a_long_one_in_longer_slots_without_losing_anything_whatever_the_order() {
        for (int second = 9_999; second >= 0; second--) {
            timeLine.submitted(Instant.ofEpochSecond(second));
            timeLine.throttled(Instant.ofEpochSecond(second / 2));
        }

        assertThat(timeLine.millis()).isEqualTo(64_000);
        assertThat(timeLine.slots()).hasSizeLessThanOrEqualTo(160);
        assertThat(timeLine.slots().values().stream()
                        .mapToLong(TimeLine.TimeSlot::submitted)
                        .sum())
                .isEqualTo(10_000);
        assertThat(timeLine.slots().values().stream()
                        .mapToLong(TimeLine.TimeSlot::throttled)
                        .sum())
                .isEqualTo(10_000);
    }
}
