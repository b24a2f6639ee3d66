package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakerTest {

    private final SettableClock clock = new SettableClock();
    private final Breaker breaker = new Breaker(clock, Duration.ofMinutes(30));

    @ParameterizedTest
    @ValueSource(strings = {"sssss", "qqqqq", "sqsqs", "nnnnn", "qnsqq"})
    void five_lost_in_a_row_of_whatever_call_shut_it_for_all(String calls) {
        lose(calls.substring(0, 4));
        assertThat(breaker.words()).isNull();
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.GRANTED);
        assertThat(breaker.leaveToAsk()).isEqualTo(Leave.GRANTED);
        lose(calls.substring(4));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.NONE);
        assertThat(breaker.leaveToAsk()).isEqualTo(Leave.NONE);
        assertThat(breaker.stillGrants(Leave.GRANTED)).isFalse();
        assertThat(breaker.words()).contains("away for 0s");
    }

    @Test
    void a_row_that_got_its_leave_stays_if_questions_have_shut_it_since() {
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.GRANTED);
        lose("qqqqq");
        assertThat(breaker.stillGrants(Leave.GRANTED)).isFalse();
        breaker.answered();
        assertThat(breaker.stillGrants(Leave.GRANTED)).isTrue();
    }

    @Test
    void an_answer_in_between_keeps_it_open() {
        lose("sqsq");
        breaker.answered();
        lose("sqs");
        breaker.submitAnswered(clock.now());
        lose("qqqq");
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.GRANTED);
    }

    @Test
    void submits_alone_shut_it_for_submits_while_questions_are_answered() {
        for (int submit = 0; submit < 5; submit++) {
            breaker.answered();
            lose("s");
        }
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.NONE);
        assertThat(breaker.leaveToAsk()).isEqualTo(Leave.GRANTED);
        assertThat(breaker.words()).contains("submits have failed for 0s");
    }

    @Test
    void after_an_interval_one_is_tried_and_nobody_else_goes_meanwhile() {
        lose("sssss");
        clock.advance(Breaker.INTERVAL.minusMillis(1));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.NONE);
        clock.advance(Duration.ofMillis(2));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.NONE);
        breaker.trialFailed();
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.NONE);
        clock.advance(Breaker.INTERVAL.plusMillis(1));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
        breaker.answered();
        breaker.submitAnswered(clock.now());
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.GRANTED);
        assertThat(breaker.words()).isNull();
    }

    @Test
    void a_trial_that_is_not_used_can_be_had_again() {
        lose("sssss");
        clock.advance(Breaker.INTERVAL.plusMillis(1));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
        breaker.giveBack();
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
    }

    @Test
    void what_left_before_it_shut_decides_nothing_about_the_row_that_is_tried() {
        MonotonicTime before = clock.now();
        clock.advance(Duration.ofSeconds(1));
        lose("sssss");
        clock.advance(Breaker.INTERVAL.plusMillis(1));
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
        breaker.submitAnswered(before);
        assertThat(breaker.leaveToSubmit()).as("still one alone").isEqualTo(Leave.NONE);
        breaker.submitLost(before, true);
        breaker.submitAnswered(clock.now());
        assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.GRANTED);
    }

    @Test
    void ten_lost_one_after_the_other_are_too_many_but_what_an_outage_caught_on_the_wire_is_not() {
        MonotonicTime onTheWire = clock.now();
        clock.advance(Duration.ofMillis(10));
        for (int submit = 0; submit < 64; submit++) {
            breaker.submitLost(onTheWire, true);
        }
        assertThat(breaker.losesSubmits()).isFalse();
        for (int trial = 0; trial < 5; trial++) {
            assertThat(breaker.losesSubmits()).isFalse();
            clock.advance(Breaker.INTERVAL.plusMillis(1));
            assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
            breaker.answered();
            breaker.submitLost(clock.now(), true);
        }
        assertThat(breaker.losesSubmits()).isTrue();
        breaker.submitAnswered(clock.now());
        assertThat(breaker.losesSubmits()).isFalse();
    }

    @Test
    void what_surely_never_left_is_no_loss_of_a_row() {
        lose("nnnnn");
        for (int trial = 0; trial < 20; trial++) {
            clock.advance(Breaker.INTERVAL.plusMillis(1));
            assertThat(breaker.leaveToSubmit()).isEqualTo(Leave.TRIAL);
            breaker.answered();
            breaker.submitLost(clock.now(), false);
        }
        assertThat(breaker.losesSubmits()).isFalse();
    }

    @Test
    void it_counts_how_long_the_service_is_away() {
        lose("q");
        clock.advance(Duration.ofMinutes(29));
        breaker.answered();
        lose("q");
        clock.advance(Duration.ofMinutes(30));
        assertThat(breaker.tooLong()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.tooLong()).isTrue();
        assertThat(breaker.awayTooLong()).contains("away for 30m1s", "outage-limit", "30m");
    }

    /** s and n are submits, of which n never left; q is a question. */
    private void lose(String calls) {
        for (int at = 0; at < calls.length(); at++) {
            switch (calls.charAt(at)) {
                case 's' -> breaker.submitLost(clock.now(), true);
                case 'n' -> breaker.submitLost(clock.now(), false);
                default -> breaker.lost();
            }
        }
    }
}
