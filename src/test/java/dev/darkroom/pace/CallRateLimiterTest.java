package dev.darkroom.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallRateLimiterTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SettableClock clock = new SettableClock();
    private final List<MonotonicTime> sent = new ArrayList<>();
    private UnaryOperator<MonotonicTime> arrival = now -> now;
    private long throttled;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 30, 200})
    void slots_are_evenly_spaced_and_never_come_in_a_burst(int perSecond) {
        CallRateLimiter rateLimiter = pace(perSecond);
        for (int call = 0; call < 3 * perSecond; call++) {
            clock.advanceTo(rateLimiter.take());
            sent.add(clock.now());
        }
        assertThat(closest()).isCloseTo(SECOND.dividedBy(perSecond), Duration.ofNanos(1));
        assertThat(mostInASecond()).isEqualTo(perSecond);
    }

    @Test
    void what_was_not_used_in_a_pause_does_not_add_up() {
        CallRateLimiter rateLimiter = pace(4);
        for (int round = 0; round < 5; round++) {
            for (int call = 0; call < 3; call++) {
                clock.advanceTo(rateLimiter.take());
                sent.add(clock.now());
            }
            clock.advance(Duration.ofMillis(10_130));
        }
        assertThat(closest()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void rows_whose_slots_have_passed_while_the_disk_was_slow_leave_one_after_the_other() {
        CallRateLimiter rateLimiter = pace(20);
        for (int call = 0; call < 3; call++) {
            rateLimiter.take();
        }
        clock.advance(Duration.ofMillis(400));
        for (int call = 0; call < 3; call++) {
            clock.advance(acquire(rateLimiter));
            sent.add(clock.now());
        }
        clock.advanceTo(rateLimiter.take());
        clock.advance(acquire(rateLimiter));
        sent.add(clock.now());
        assertThat(closest()).isEqualTo(Duration.ofNanos(48_500_000));
    }

    @Test
    void a_row_that_is_a_little_late_does_not_slow_down_those_after_it() {
        CallRateLimiter rateLimiter = pace(20);
        MonotonicTime start = clock.now();
        for (int call = 0; call < 100; call++) {
            clock.advanceTo(rateLimiter.take());
            clock.advance(Duration.ofMillis(1));
            clock.advance(acquire(rateLimiter));
        }
        assertThat(start.until(clock.now())).isEqualTo(Duration.ofMillis(99 * 50 + 1));
    }

    @Test
    void nothing_goes_while_the_service_asks_for_a_pause() {
        CallRateLimiter rateLimiter = pace(10);
        rateLimiter.throttled(clock.now(), Duration.ofSeconds(5));
        assertThat(rateLimiter.paused()).isTrue();
        assertThat(rateLimiter.untilNext()).isEqualTo(Duration.ofSeconds(5));
        clock.advance(Duration.ofSeconds(5));
        assertThat(rateLimiter.paused()).isFalse();
        assertThat(rateLimiter.untilNext()).isZero();
    }

    @Test
    void a_slot_that_is_taken_ahead_lies_behind_the_pause() {
        CallRateLimiter rateLimiter = pace(10);
        rateLimiter.throttled(clock.now(), Duration.ofSeconds(5));
        clock.advance(Duration.ofMillis(4_950));
        assertThat(rateLimiter.take()).isEqualTo(clock.now().plus(Duration.ofMillis(50)));
    }

    @Test
    void the_longest_pause_counts_and_one_of_less_than_a_second_is_a_second() {
        CallRateLimiter rateLimiter = pace(10);
        rateLimiter.throttled(clock.now(), Duration.ofSeconds(9));
        rateLimiter.throttled(clock.now(), Duration.ofSeconds(2));
        rateLimiter.throttled(clock.now(), null);
        assertThat(rateLimiter.untilNext()).isEqualTo(Duration.ofSeconds(9));
        clock.advance(Duration.ofSeconds(9));
        rateLimiter.throttled(clock.now(), Duration.ZERO);
        assertThat(rateLimiter.untilNext()).isEqualTo(SECOND);
    }

    @Test
    void the_rate_falls_to_just_under_what_was_accepted_once_for_all_refusals_of_a_pause() {
        CallRateLimiter rateLimiter = pace(200);
        MonotonicTime before = clock.now();
        clock.advance(Duration.ofMillis(1));
        for (int call = 0; call < 30; call++) {
            clock.advanceTo(rateLimiter.take());
            rateLimiter.accepted();
        }
        for (int call = 0; call < 5; call++) {
            rateLimiter.throttled(before.plus(Duration.ofMillis(1 + call)), SECOND);
            clock.advance(Duration.ofMillis(20));
        }
        assertThat(rateLimiter.perSecond()).isEqualByComparingTo("28.5");
        assertThat(rateLimiter.lowered()).isTrue();
    }

    @Test
    void a_time_in_which_nothing_was_sent_does_not_make_the_service_look_slower() {
        CallRateLimiter rateLimiter =
                new CallRateLimiter("calls", new CallRate(BigDecimal.TEN, SECOND), new BigDecimal("3"), clock);
        clock.advance(Duration.ofSeconds(20));
        for (int call = 0; call < 4; call++) {
            clock.advanceTo(rateLimiter.take());
            rateLimiter.accepted();
        }
        rateLimiter.throttled(clock.now(), SECOND);
        assertThat(rateLimiter.perSecond().doubleValue()).isBetween(2.2, 3.0);
    }

    @Test
    void it_climbs_again_slowly_and_never_over_what_was_asked_for() {
        CallRateLimiter rateLimiter = new CallRateLimiter(
                "calls", new CallRate(BigDecimal.valueOf(40), SECOND), new BigDecimal("28.5"), clock);
        clock.advance(Duration.ofSeconds(59));
        assertThat(rateLimiter.perSecond().doubleValue()).isBetween(29.0, 30.0);
        clock.advance(Duration.ofMinutes(10));
        assertThat(rateLimiter.perSecond()).isEqualByComparingTo("40");
        assertThat(rateLimiter.lowered()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"200, 1", "200, 5", "200, 0", "35, 1", "31, 5", "1000, 2", "30, 1"})
    void against_a_sliding_second_of_30_few_are_refused_and_little_time_is_lost(int asked, int pauseSeconds) {
        @Nullable Duration pause = pauseSeconds == 0 ? null : Duration.ofSeconds(pauseSeconds);
        Duration took = send(pace(asked), 4_000, slidingSecond(30), pause, Duration.ofMillis(15));
        double least = 4_000 / 30.0;
        assertThat(took.toMillis() / 1e3 / least).isLessThan(1.15);
        assertThat(throttled / 4_000.0).isLessThan(0.05);
    }

    @Test
    void a_bucket_that_first_bears_a_burst_is_found_out() {
        double[] bucket = {60, clock.now().sinceStart().toMillis()};
        Predicate<MonotonicTime> refill = now -> {
            bucket[0] = Math.min(60, bucket[0] + (now.sinceStart().toMillis() - bucket[1]) * 10 / 1_000);
            bucket[1] = now.sinceStart().toMillis();
            boolean bears = bucket[0] >= 1;
            bucket[0] -= bears ? 1 : 0;
            return bears;
        };
        Duration took = send(pace(200), 2_000, refill, SECOND, Duration.ofMillis(15));
        assertThat(took.toMillis() / 1e3 / (1_940 / 10.0)).isLessThan(1.15);
        assertThat(throttled / 2_000.0).isLessThan(0.05);
    }

    @Test
    void a_limit_that_falls_in_the_night_is_followed_at_once() {
        CallRateLimiter rateLimiter = pace(30);
        send(rateLimiter, 600, slidingSecond(30), SECOND, Duration.ofMillis(15));
        throttled = 0;
        send(rateLimiter, 600, slidingSecond(5), SECOND, Duration.ofMillis(15));
        assertThat(rateLimiter.perSecond().doubleValue()).isBetween(4.0, 5.5);
        assertThat(throttled).isLessThan(30);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void refusals_that_have_nothing_to_do_with_the_rate_do_not_bring_it_down_for_ever(int seed) {
        Random chance = new Random(seed);
        CallRateLimiter rateLimiter = pace(50);
        send(rateLimiter, 2_000, now -> chance.nextInt(20) != 0, SECOND, Duration.ofMillis(15));
        assertThat(rateLimiter.perSecond().doubleValue()).isGreaterThan(5);
    }

    /** As over a long way: one answer in 70 ms, another in a quarter of a second. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 5", "4, 5", "5, 0"})
    void answers_that_are_slow_and_overtake_each_other_do_not_hide_what_was_accepted(int seed, int pauseSeconds) {
        Random chance = new Random(seed);
        @Nullable Duration pause = pauseSeconds == 0 ? null : Duration.ofSeconds(pauseSeconds);
        CallRateLimiter rateLimiter = pace(200);
        Duration took =
                send(rateLimiter, 3_000, slidingSecond(30), pause, () -> Duration.ofMillis(70 + chance.nextInt(180)));
        assertThat(took.toMillis() / 1e3 / 100).isLessThan(1.15);
        assertThat(throttled / 3_000.0).isLessThan(0.05);
        assertThat(rateLimiter.perSecond().doubleValue()).isGreaterThan(25);
    }

    /** Tests a host that now and then stands still for a moment, and then handles what came meanwhile in one go. */
    @Test
    void calls_that_arrive_in_clumps_do_not_bring_the_rate_down_step_by_step() {
        Random chance = new Random(1);
        MonotonicTime[] still = {clock.now(), clock.now()};
        arrival = call -> {
            while (!call.isBefore(still[1])) {
                still[0] = still[1].plus(Duration.ofMillis(chance.nextLong(40_000)));
                still[1] = still[0].plus(Duration.ofMillis(50 + chance.nextInt(250)));
            }
            return call.isBefore(still[0]) ? call : still[1];
        };
        Duration took = Duration.ZERO;
        for (int run = 0; run < 8; run++) {
            took = took.plus(send(pace(200), 3_000, slidingSecond(30), SECOND, Duration.ofMillis(15)));
        }
        assertThat(took.toMillis() / 1e3 / 800).isLessThan(1.15);
        assertThat(throttled / 24_000.0).isLessThan(0.05);
    }

    private Duration send(
            CallRateLimiter rateLimiter,
            int count,
            Predicate<MonotonicTime> bears,
            @Nullable Duration retryAfter,
            Duration answerTime) {
        return send(rateLimiter, count, bears, retryAfter, () -> answerTime);
    }

    /** Sends until so many are accepted; returns how long that took. */
    private Duration send(
            CallRateLimiter rateLimiter,
            int count,
            Predicate<MonotonicTime> bears,
            @Nullable Duration retryAfter,
            Supplier<Duration> answerTime) {
        MonotonicTime start = clock.now();
        record Call(MonotonicTime sent, MonotonicTime answered, boolean taken) {}
        PriorityQueue<Call> underWay = new PriorityQueue<>(Comparator.comparing(Call::answered));
        int taken = 0;
        while (taken < count) {
            Call first = underWay.peek();
            Duration next = rateLimiter.untilNext();
            if (first != null && !first.answered().isAfter(clock.now().plus(next))) {
                clock.advance(max(clock.now().until(first.answered())));
                underWay.remove();
                if (first.taken()) {
                    rateLimiter.accepted();
                    taken++;
                } else {
                    throttled++;
                    rateLimiter.throttled(first.sent(), retryAfter);
                }
                continue;
            }
            clock.advance(next);
            clock.advanceTo(rateLimiter.take());
            MonotonicTime now = clock.now();
            MonotonicTime arrived = arrival.apply(now);
            underWay.add(new Call(now, arrived.plus(answerTime.get()), bears.test(arrived)));
        }
        return start.until(clock.now());
    }

    private static Duration max(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static Predicate<MonotonicTime> slidingSecond(int most) {
        Deque<MonotonicTime> accepted = new ArrayDeque<>();
        return now -> {
            while (!accepted.isEmpty() && !accepted.getFirst().isAfter(now.minus(SECOND))) {
                accepted.removeFirst();
            }
            if (accepted.size() >= most) {
                return false;
            }
            accepted.add(now);
            return true;
        };
    }

    private static Duration acquire(CallRateLimiter rateLimiter) {
        return Objects.requireNonNull(
                rateLimiter.acquire(CallSlot.lasting(MonotonicTime.MIN)), "no slot lapses where nobody has others");
    }

    private CallRateLimiter pace(int perSecond) {
        return new CallRateLimiter("calls", new CallRate(BigDecimal.valueOf(perSecond), SECOND), null, clock);
    }

    private Duration closest() {
        Duration closest = Duration.ofDays(1);
        for (int call = 1; call < sent.size(); call++) {
            Duration apart = sent.get(call - 1).until(sent.get(call));
            closest = apart.compareTo(closest) < 0 ? apart : closest;
        }
        return closest;
    }

    private long mostInASecond() {
        return sent.stream()
                .mapToLong(from -> sent.stream()
                        .filter(at -> !at.isBefore(from)
                                && at.isBefore(from.plus(SECOND).minus(Duration.ofNanos(1_000))))
                        .count())
                .max()
                .orElse(0);
    }
}
