package dev.darkroom.collect;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.time.SettableClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Submits rows at an even rate and polls them as the collect step does, on a clock of its own. A call takes 20 ms, and
 * the service looks half-way. It always makes the same of the same.
 */
final class SimulatedPolling {

    /** Draws how long the service takes for a row. */
    @FunctionalInterface
    interface ServiceTime {
        Duration of(int row, RandomGenerator random);
    }

    private static final String MODEL = "flash";
    private static final Duration HALF_CALL = Duration.ofMillis(10);
    private static final int MIN_POLLS = 20;

    private final SettableClock clock = new SettableClock();
    private final MonotonicTime start = clock.now();
    private final ModelDurations usualTimes;
    private final PollSchedule schedule;
    private final double rate;
    private final CallRateLimiter polls;
    private final SplittableRandom random = new SplittableRandom(7);
    private final PriorityQueue<TimedStep> steps =
            new PriorityQueue<>(Comparator.comparing(TimedStep::time).thenComparingLong(TimedStep::order));
    private final Map<PolledRequest, NoticedEnd> ends = new HashMap<>();
    private final List<NoticedEnd> noticed = new ArrayList<>();
    private UnaryOperator<@Nullable Instant> stamps = UnaryOperator.identity();
    private long order;
    private int inFlight;
    private boolean away;

    /**
     * @param rate how many rows are submitted in a second
     * @param earlier what earlier runs saw
     */
    SimulatedPolling(double rate, List<Duration> earlier) {
        this.rate = rate;
        usualTimes = new ModelDurations(model -> earlier);
        schedule = new PollSchedule(usualTimes, clock);
        BigDecimal most = BigDecimal.valueOf(Math.max(MIN_POLLS, 10 * rate));
        polls = new CallRateLimiter("polls", new CallRate(most, Duration.ofSeconds(1)), null, clock);
    }

    /** Sets what the service says of when a request ended. */
    SimulatedPolling stamps(UnaryOperator<@Nullable Instant> how) {
        stamps = how;
        return this;
    }

    /** Has nothing polled for a while. */
    SimulatedPolling away(Duration from, Duration length) {
        at(start.plus(from), () -> away = true);
        at(start.plus(from).plus(length), () -> away = false);
        return this;
    }

    /** Submits rows and polls them until all have ended; returns them in their order. */
    List<NoticedEnd> run(int rows, ServiceTime serviceTime) {
        for (int row = 0; row < rows; row++) {
            NoticedEnd end = new NoticedEnd(row, serviceTime.of(row, random));
            at(start.plus(Duration.ofNanos((long) (row / rate * 1e9))), () -> accept(end));
        }
        while (noticed.size() < rows) {
            poll();
            TimedStep next = steps.peek();
            MonotonicTime wake = clock.now().plus(untilNext());
            if (next == null || next.time.isAfter(wake)) {
                clock.advanceTo(wake);
            } else {
                steps.remove();
                clock.advanceTo(next.time);
                next.action.run();
            }
        }
        noticed.sort(Comparator.comparingInt(NoticedEnd::row));
        return noticed;
    }

    private Duration untilNext() {
        Duration due = schedule.untilNext(Duration.ofMillis(200));
        Duration slot = polls.untilNext();
        Duration wait = due.compareTo(slot) > 0 ? due : slot;
        return wait.isZero() ? Duration.ofMillis(1) : wait;
    }

    private void at(MonotonicTime time, Runnable action) {
        steps.add(new TimedStep(time, order++, action));
    }

    private void accept(NoticedEnd end) {
        SubmittedRow row = new SubmittedRow(
                new RowKey(1, end.row + 1), 1, "row", MODEL, "request-" + end.row, clock.instant(), null, false);
        PolledRequest request = new PolledRequest(row, Duration.ZERO, clock);
        ends.put(request, end);
        schedule.accepted(request);
    }

    private void poll() {
        while (!away && inFlight < PollLoop.MIN_IN_FLIGHT && polls.untilNext().isZero()) {
            PolledRequest request = schedule.takeDue();
            if (request == null) {
                return;
            }
            polls.take();
            inFlight++;
            send(request, Objects.requireNonNull(ends.get(request)));
        }
    }

    private void send(PolledRequest request, NoticedEnd end) {
        request.polled(clock.now());
        Duration seenAt = request.polledAt().plus(HALF_CALL);
        boolean done = seenAt.compareTo(end.took) >= 0;
        boolean asksForResult = usualTimes.of(MODEL).ended(request.polledAt()) >= RequestPoller.LIKELY;
        end.polls += done && !asksForResult ? 2 : 1;
        at(clock.now().plus(HALF_CALL.multipliedBy(2)), () -> answer(request, end, done, seenAt));
    }

    private void answer(PolledRequest request, NoticedEnd end, boolean done, Duration seenAt) {
        inFlight--;
        if (done) {
            Instant submitted = request.row().submittedAt();
            Instant told = stamps.apply(submitted.plus(end.took));
            Duration took = told == null ? null : Duration.between(submitted, told);
            usualTimes.of(MODEL).ended(request.ranAt(), request.age(clock.now()), took);
            end.late = seenAt.minus(end.took);
            noticed.add(end);
        } else {
            Duration before = request.ranAt();
            request.working(clock.now());
            usualTimes.of(MODEL).ranOn(before, request.ranAt());
            schedule.in(usualTimes.untilNextPoll(request, clock.now()), request);
        }
    }

    private record TimedStep(MonotonicTime time, long order, Runnable action) {}

    /** A row, and how its end was noticed. */
    static final class NoticedEnd {

        private final int row;
        private final Duration took;
        private Duration late = Duration.ZERO;
        private int polls;

        NoticedEnd(int row, Duration took) {
            this.row = row;
            this.took = took;
        }

        int row() {
            return row;
        }

        /** Returns how many calls it took to notice its end. */
        int polls() {
            return polls;
        }

        /** Returns how long after its end it was noticed. */
        Duration late() {
            return late;
        }

        /** Returns the same as a share of the time that it took. */
        double lateShare() {
            return (double) late.toNanos() / took.toNanos();
        }
    }
}
