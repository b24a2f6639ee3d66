package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ObservedTimeTest {

    private static final MonotonicTime START = new MonotonicTime(Duration.ZERO);

    private final ObservedTime observed = new ObservedTime();

    @Test
    void a_gap_counts_for_twice_the_planned_pause_at_most() {
        observed.elapsed(START);
        observed.plan(Duration.ofSeconds(2));
        assertThat(observed.elapsed(START.plus(Duration.ofSeconds(3)))).isEqualTo(Duration.ofSeconds(3));
        observed.plan(Duration.ofSeconds(2));
        assertThat(observed.elapsed(START.plus(Duration.ofHours(1)))).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void a_poll_that_was_put_off_counts_for_the_pause_it_was_put_off_to() {
        observed.elapsed(START);
        observed.plan(Duration.ofSeconds(2));
        observed.replan(Duration.ofSeconds(30));
        assertThat(observed.elapsed(START.plus(Duration.ofSeconds(30)))).isEqualTo(Duration.ofSeconds(30));
    }
}
