package dev.darkroom.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SettableClock clock = new SettableClock();
    private final ModelDurations usualTimes = new ModelDurations(model -> List.of());
    private final PollSchedule schedule = new PollSchedule(usualTimes, clock);
    private int row;

    @Test
    void the_longest_and_the_last_due_take_turns() {
        for (int second = 1; second <= 5; second++) {
            schedule.in(Duration.ofSeconds(second), request());
        }
        clock.advance(HOUR);
        assertThat(taken(6)).containsExactly("1", "5", "2", "4", "3", "none");
    }

    @Test
    void what_is_known_from_before_is_polled_at_once() {
        schedule.atOnce(request());
        assertThat(taken(2)).containsExactly("1", "none");
    }

    @Test
    void a_request_is_put_off_when_others_were_seen_to_run_on_meanwhile() {
        schedule.accepted(request());
        for (int other = 0; other < 100; other++) {
            usualTimes.of("flash").ranOn(Duration.ZERO, Duration.ofSeconds(20));
        }
        clock.advance(Duration.ofSeconds(15));
        assertThat(taken(1)).containsExactly("none");
        clock.advance(Duration.ofSeconds(15));
        assertThat(taken(1)).containsExactly("1");
    }

    @Test
    void a_request_is_polled_earlier_when_others_were_seen_to_end_meanwhile() {
        end(20, Duration.ofSeconds(50));
        schedule.accepted(request());
        end(200, Duration.ofSeconds(5));
        assertThat(schedule.untilNext(HOUR)).isLessThan(Duration.ofSeconds(30));
        clock.advance(schedule.untilNext(HOUR));
        assertThat(taken(1)).containsExactly("1");
    }

    @Test
    void a_retry_is_neither_put_off_nor_polled_earlier() {
        end(100, Duration.ofSeconds(50));
        PolledRequest lost = request();
        schedule.accepted(lost);
        clock.advance(schedule.untilNext(HOUR));
        clock.advance(schedule.untilNext(HOUR));
        taken(1);
        lost.polled(clock.now());
        schedule.in(Duration.ofSeconds(7), lost);
        assertThat(schedule.untilNext(HOUR)).isEqualTo(Duration.ofSeconds(7));
        clock.advance(Duration.ofSeconds(7));
        assertThat(taken(1)).containsExactly("1");
    }

    @Test
    void one_request_in_twenty_is_polled_early() {
        end(200, Duration.ofSeconds(10));
        for (int request = 0; request < 40; request++) {
            schedule.accepted(request());
        }
        clock.advance(Duration.ofMillis(9_700));
        assertThat(taken(3)).containsExactlyInAnyOrder("20", "40", "none");
        clock.advance(Duration.ofMillis(600));
        assertThat(taken(39)).doesNotContain("20", "40").endsWith("none");
    }

    @Test
    void however_long_a_model_takes_no_request_is_left_alone_for_more_than_a_minute() {
        end(100, Duration.ofHours(3));
        assertThat(usualTimes.of("flash").pauseAfter(Duration.ZERO)).isLessThanOrEqualTo(PollPlan.MAX_PAUSE);
        assertThat(usualTimes.of("flash").pauseAfter(Duration.ofHours(2))).isLessThanOrEqualTo(PollPlan.MAX_PAUSE);
        assertThat(usualTimes.of("flash").pauseAfter(Duration.ofDays(2))).isEqualTo(PollPlan.MAX_PAUSE);
    }

    private void end(int times, Duration took) {
        for (int other = 0; other < times; other++) {
            usualTimes.of("flash").ended(Duration.ZERO, took, took);
        }
    }

    private List<String> taken(int times) {
        List<String> taken = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            PolledRequest request = schedule.takeDue();
            taken.add(request == null ? "none" : request.row().id());
        }
        return taken;
    }

    private PolledRequest request() {
        row++;
        SubmittedRow submitted = new SubmittedRow(
                new RowKey(1, row), 1, String.valueOf(row), "flash", "request-" + row, clock.instant(), null, false);
        return new PolledRequest(submitted, Duration.ZERO, clock);
    }
}
