package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.time.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceCircuitBreakerTest {

    private final SettableClock clock = new SettableClock();
    private final ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(clock, Duration.ofMinutes(30));

    @ParameterizedTest
    @ValueSource(strings = {"sssss", "qqqqq", "sqsqs", "nnnnn", "qnsqq"})
    void five_lost_in_a_row_of_whatever_call_shut_it_for_all(String calls) {
        lose(calls.substring(0, 4));
        assertThat(circuitBreaker.message()).isNull();
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
        assertThat(circuitBreaker.acquirePollPermit()).isEqualTo(CallPermit.GRANTED);
        lose(calls.substring(4));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.NONE);
        assertThat(circuitBreaker.acquirePollPermit()).isEqualTo(CallPermit.NONE);
        assertThat(circuitBreaker.isStillValid(CallPermit.GRANTED)).isFalse();
        assertThat(circuitBreaker.message()).contains("away for 0s");
    }

    @Test
    void a_row_that_got_its_leave_stays_if_questions_have_shut_it_since() {
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
        lose("qqqqq");
        assertThat(circuitBreaker.isStillValid(CallPermit.GRANTED)).isFalse();
        circuitBreaker.answered();
        assertThat(circuitBreaker.isStillValid(CallPermit.GRANTED)).isTrue();
    }

    @Test
    void an_answer_in_between_keeps_it_open() {
        lose("sqsq");
        circuitBreaker.answered();
        lose("sqs");
        circuitBreaker.submitAnswered(clock.now());
        lose("qqqq");
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
    }

    @Test
    void submits_alone_shut_it_for_submits_while_questions_are_answered() {
        for (int submit = 0; submit < 5; submit++) {
            circuitBreaker.answered();
            lose("s");
        }
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.NONE);
        assertThat(circuitBreaker.acquirePollPermit()).isEqualTo(CallPermit.GRANTED);
        assertThat(circuitBreaker.message()).contains("submits have failed for 0s");
    }

    @Test
    void after_an_interval_one_is_tried_and_nobody_else_goes_meanwhile() {
        lose("sssss");
        clock.advance(ServiceCircuitBreaker.INTERVAL.minusMillis(1));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.NONE);
        clock.advance(Duration.ofMillis(2));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.NONE);
        circuitBreaker.trialFailed();
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.NONE);
        clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
        circuitBreaker.answered();
        circuitBreaker.submitAnswered(clock.now());
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
        assertThat(circuitBreaker.message()).isNull();
    }

    @Test
    void a_trial_that_polls_overtook_ends_with_its_answer() {
        for (int submit = 0; submit < 5; submit++) {
            circuitBreaker.answered();
            lose("s");
        }
        clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
        circuitBreaker.answered();
        MonotonicTime sent = clock.now();
        clock.advance(Duration.ofSeconds(1));
        lose("qqqqq");
        clock.advance(Duration.ofSeconds(1));
        circuitBreaker.submitAnswered(sent);
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
    }

    @Test
    void a_trial_that_is_not_used_can_be_had_again() {
        lose("sssss");
        clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
        circuitBreaker.release();
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
    }

    @Test
    void what_left_before_it_shut_decides_nothing_about_the_row_that_is_tried() {
        MonotonicTime before = clock.now();
        clock.advance(Duration.ofSeconds(1));
        lose("sssss");
        clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
        circuitBreaker.submitAnswered(before);
        assertThat(circuitBreaker.acquireSubmitPermit()).as("still one alone").isEqualTo(CallPermit.NONE);
        circuitBreaker.submitLost(before, true);
        circuitBreaker.submitAnswered(clock.now());
        assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.GRANTED);
    }

    @Test
    void ten_lost_one_after_the_other_are_too_many_but_what_an_outage_caught_on_the_wire_is_not() {
        MonotonicTime onTheWire = clock.now();
        clock.advance(Duration.ofMillis(10));
        for (int submit = 0; submit < 64; submit++) {
            circuitBreaker.submitLost(onTheWire, true);
        }
        assertThat(circuitBreaker.losesSubmits()).isFalse();
        for (int trial = 0; trial < 5; trial++) {
            assertThat(circuitBreaker.losesSubmits()).isFalse();
            clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
            assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
            circuitBreaker.answered();
            circuitBreaker.submitLost(clock.now(), true);
        }
        assertThat(circuitBreaker.losesSubmits()).isTrue();
        circuitBreaker.submitAnswered(clock.now());
        assertThat(circuitBreaker.losesSubmits()).isFalse();
    }

    @Test
    void what_surely_never_left_is_no_loss_of_a_row() {
        lose("nnnnn");
        for (int trial = 0; trial < 20; trial++) {
            clock.advance(ServiceCircuitBreaker.INTERVAL.plusMillis(1));
            assertThat(circuitBreaker.acquireSubmitPermit()).isEqualTo(CallPermit.TRIAL);
            circuitBreaker.answered();
            circuitBreaker.submitLost(clock.now(), false);
        }
        assertThat(circuitBreaker.losesSubmits()).isFalse();
    }

    @Test
    void it_counts_how_long_the_service_is_away() {
        lose("q");
        clock.advance(Duration.ofMinutes(29));
        circuitBreaker.answered();
        lose("q");
        clock.advance(Duration.ofMinutes(30));
        assertThat(circuitBreaker.isAwayTooLong()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(circuitBreaker.isAwayTooLong()).isTrue();
        assertThat(circuitBreaker.awayTooLongMessage()).contains("away for 30m1s", "outage-limit", "30m");
    }

    @Test
    void what_waiting_does_not_bring_back_is_given_up_after_a_minute_whoever_asks_meanwhile() {
        circuitBreaker.lostForGood("its certificate is not trusted");
        clock.advance(Duration.ofSeconds(59));
        circuitBreaker.probeFailed();
        circuitBreaker.trialFailed();
        assertThat(circuitBreaker.isAwayTooLong()).isFalse();
        clock.advance(Duration.ofSeconds(1));
        assertThat(circuitBreaker.isAwayTooLong()).isTrue();
        assertThat(circuitBreaker.awayTooLongMessage())
                .isEqualTo("the service cannot be reached, and waiting does not help: its certificate is not trusted");
    }

    @Test
    void a_service_that_answered_once_or_fails_in_another_way_now_is_waited_for() {
        circuitBreaker.lostForGood("its name is not known");
        circuitBreaker.lost();
        clock.advance(Duration.ofMinutes(2));
        assertThat(circuitBreaker.isAwayTooLong()).isFalse();
        circuitBreaker.answered();
        circuitBreaker.lostForGood("its name is not known");
        clock.advance(Duration.ofMinutes(29));
        assertThat(circuitBreaker.isAwayTooLong()).isFalse();
    }

    /** Loses calls; s and n are submits, of which n never left; q is a poll. */
    private void lose(String calls) {
        for (int at = 0; at < calls.length(); at++) {
            switch (calls.charAt(at)) {
                case 's' -> circuitBreaker.submitLost(clock.now(), true);
                case 'n' -> circuitBreaker.submitLost(clock.now(), false);
                default -> circuitBreaker.lost();
            }
        }
    }
}
