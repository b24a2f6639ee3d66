package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollPlanTest {

    private final LifeTable table = new LifeTable();

    @Test
    void where_all_take_the_same_time_the_first_poll_is_right_after_it() {
        end(200, Duration.ofSeconds(10));
        assertThat(plan().pauseAfter(Duration.ZERO)).isBetween(Duration.ofSeconds(10), Duration.ofMillis(10_600));
    }

    @Test
    void between_two_times_at_which_requests_end_there_is_no_poll() {
        for (int request = 0; request < 100; request++) {
            end(1, Duration.ofSeconds(2));
            end(1, Duration.ofSeconds(20));
        }
        List<Duration> ages = ages(2);
        assertThat(ages.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_200));
        assertThat(ages.get(1)).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(22));
    }

    @Test
    void polls_follow_each_other_fastest_where_most_requests_end() {
        for (int request = 0; request < 100; request++) {
            int percent = request * 37 % 100;
            end(1, Duration.ofMillis(10_000 + 60 * percent));
            end(1, Duration.ofMillis(16_000 + 440 * percent));
        }
        assertThat(plan().pauseAfter(Duration.ofSeconds(12)).multipliedBy(2))
                .isLessThan(plan().pauseAfter(Duration.ofSeconds(30)));
    }

    @Test
    void a_request_that_takes_longer_than_all_before_is_polled_at_ages_that_grow_by_a_share() {
        end(200, Duration.ofSeconds(1));
        Duration age = Duration.ofSeconds(10);
        Duration pause = plan().pauseAfter(age);
        assertThat(pause).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    @Test
    void two_polls_are_never_closer_than_the_shortest_pause() {
        end(200, Duration.ofMillis(20));
        assertThat(plan().pauseAfter(Duration.ZERO)).isLessThan(Duration.ofMillis(60));
        for (int millis = 10; millis < 2_000; millis += 10) {
            assertThat(plan().pauseAfter(Duration.ofMillis(millis))).isGreaterThanOrEqualTo(PollPlan.MIN_PAUSE);
        }
    }

    @Test
    void the_share_that_has_ended_is_told() {
        end(200, Duration.ofSeconds(10));
        assertThat(plan().ended(Duration.ofSeconds(9))).isLessThan(0.05);
        assertThat(plan().ended(Duration.ofSeconds(11))).isGreaterThan(0.95);
    }

    private List<Duration> ages(int polls) {
        List<Duration> ages = new ArrayList<>();
        Duration age = Duration.ZERO;
        for (int poll = 0; poll < polls; poll++) {
            age = age.plus(plan().pauseAfter(age));
            ages.add(age);
        }
        return ages;
    }

    private PollPlan plan() {
        PollPlan first = PollPlan.of(table.running(), null);
        return PollPlan.of(table.running(), first);
    }

    private void end(int times, Duration age) {
        for (int request = 0; request < times; request++) {
            table.endedAt(Duration.ZERO, age);
        }
    }
}
