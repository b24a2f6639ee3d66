package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DueScheduleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final SettableClock clock = new SettableClock();
    private final DueSchedule<String> schedule = new DueSchedule<>(clock);

    @Test
    void nothing_is_due_on_an_empty_schedule() {
        assertThat(schedule.takeDue()).isNull();
        assertThat(schedule.untilNext(MINUTE)).isEqualTo(MINUTE);
    }

    @Test
    void an_item_is_due_at_its_time_and_taken_once() {
        schedule.in(Duration.ofSeconds(5), "a");
        clock.advance(Duration.ofMillis(4_999));
        assertThat(schedule.takeDue()).isNull();
        assertThat(schedule.untilNext(MINUTE)).isEqualTo(Duration.ofMillis(1));

        clock.advance(Duration.ofMillis(1));
        assertThat(schedule.untilNext(MINUTE)).isZero();
        assertThat(schedule.takeDue()).isEqualTo("a");
        assertThat(schedule.takeDue()).isNull();
    }

    @Test
    void the_earliest_comes_first_and_equals_in_the_order_they_came() {
        schedule.in(Duration.ofSeconds(3), "c");
        schedule.in(Duration.ofSeconds(1), "a");
        schedule.in(Duration.ofSeconds(3), "d");
        schedule.in(Duration.ofSeconds(2), "b");
        clock.advance(MINUTE);

        assertThat(schedule.takeDue()).isEqualTo("a");
        assertThat(schedule.takeDue()).isEqualTo("b");
        assertThat(schedule.takeDue()).isEqualTo("c");
        assertThat(schedule.takeDue()).isEqualTo("d");
    }

    @Test
    void the_latest_that_is_due_is_not_one_that_is_due_later() {
        schedule.in(Duration.ofSeconds(1), "a");
        schedule.in(Duration.ofSeconds(2), "b");
        schedule.in(Duration.ofSeconds(2), "c");
        schedule.in(Duration.ofSeconds(3), "d");
        clock.advance(Duration.ofSeconds(2));

        assertThat(schedule.takeLatestDue()).isEqualTo("c");
        assertThat(schedule.takeLatestDue()).isEqualTo("b");
        assertThat(schedule.takeDue()).isEqualTo("a");
        assertThat(schedule.takeLatestDue()).isNull();
    }

    @Test
    void an_overdue_item_needs_no_wait_and_a_far_one_not_more_than_asked() {
        schedule.in(Duration.ofHours(2), "far");
        assertThat(schedule.untilNext(MINUTE)).isEqualTo(MINUTE);

        schedule.in(Duration.ofSeconds(-10), "overdue");
        assertThat(schedule.untilNext(MINUTE)).isZero();
        assertThat(schedule.takeDue()).isEqualTo("overdue");
    }
}
