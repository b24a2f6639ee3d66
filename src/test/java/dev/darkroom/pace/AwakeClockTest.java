package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwakeClockTest {

    private final SettableClock machine = new SettableClock();
    private final AwakeClock clock = new AwakeClock(machine);

    @Test
    void it_goes_as_the_machine_does_while_somebody_asks_for_the_time() {
        MonotonicTime start = clock.now();
        for (int look = 0; look < 100; look++) {
            machine.advance(AwakeClock.MAX_GAP);
            clock.now();
        }
        assertThat(start.until(clock.now())).isEqualTo(AwakeClock.MAX_GAP.multipliedBy(100));
    }

    @Test
    void a_time_in_which_nobody_asked_counts_for_a_moment_alone() {
        MonotonicTime start = clock.now();
        machine.advance(Duration.ofHours(8));
        assertThat(start.until(clock.now())).isEqualTo(AwakeClock.MAX_GAP);
        machine.advance(Duration.ofSeconds(1));
        assertThat(start.until(clock.now())).isEqualTo(AwakeClock.MAX_GAP.plusSeconds(1));
    }

    @Test
    void a_span_that_is_shown_has_the_time_in_which_nobody_asked() {
        MonotonicTime start = clock.withStops();
        machine.advance(Duration.ofHours(8));
        assertThat(start.until(clock.withStops())).isEqualTo(Duration.ofHours(8));
    }

    @Test
    void a_wall_clock_that_is_set_moves_it_not() {
        MonotonicTime start = clock.now();
        machine.turnWall(Duration.ofHours(-1));
        assertThat(clock.now()).isEqualTo(start);
        machine.turnWall(Duration.ofDays(400));
        assertThat(clock.now()).isEqualTo(start);
    }

    @Test
    void the_machines_own_goes_forward() {
        MonotonicClock system = MonotonicClock.system();
        MonotonicTime before = system.now();
        assertThat(system.now()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void the_first_and_the_last_of_all_times_bear_to_be_reckoned_with() {
        MonotonicTime now = clock.now();
        assertThat(MonotonicTime.MIN).isLessThan(now);
        assertThat(MonotonicTime.MAX).isGreaterThan(now);
        assertThat(MonotonicTime.MIN.until(MonotonicTime.MAX)).isPositive();
        assertThat(MonotonicTime.MIN.minus(Duration.ofDays(400))).isLessThan(MonotonicTime.MIN);
    }
}
