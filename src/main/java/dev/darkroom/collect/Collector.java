package dev.darkroom.collect;

import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks for every request at the service until it has come to its end, in turns: one schedule of due times in memory,
 * rebuilt from the ledger at each start, and a few workers that ask.
 */
final class Collector {

    private static final int PAGE = 500;
    private static final int KNOWN = 10_000;
    private static final int MOST_AT_ONCE = 32;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration NEXT_HAND = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Question question;
    private final Pace pace;
    private final Breaker breaker;
    private final ExecutorService workers;
    private final SubmitAge ages;
    private final MonotonicClock clock;
    private final Schedule<Watch> schedule;
    private final KnownRequests known;
    private final Set<RowKey> watched = ConcurrentHashMap.newKeySet();
    private final Set<RowKey> givenUp = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicLong collected = new AtomicLong();
    private boolean begun;

    Collector(
            RunLedger ledger,
            Question question,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            SubmitAge ages,
            MonotonicClock clock) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.question = question;
        this.pace = pace;
        this.breaker = breaker;
        this.workers = workers;
        this.ages = ages;
        this.clock = clock;
        this.schedule = new Schedule<>(clock);
        this.known = new KnownRequests(signals);
    }

    /**
     * Does what can be done now; returns how long to wait for more unless something changes before, or null if nothing is
     * at the service any more and nothing will come, or all are to leave.
     */
    @Nullable
    Duration turn() {
        if (signals.leaveAll()) {
            return null;
        }
        if (!begun) {
            watchKnownRows();
            begun = true;
        }
        boolean noMoreToCome = signals.hasEnded(Station.SUBMIT);
        watchNewRows();
        if (noMoreToCome && watched.size() == givenUp.size() && ledger.left(RowState.SUBMITTED) <= givenUp.size()) {
            return null;
        }
        return askDue();
    }

    /** What an earlier process left is asked for at once: nobody knows how long that was ago. */
    private void watchKnownRows() {
        List<SubmittedRow> page = ledger.left(RowState.SUBMITTED) == 0 ? List.of() : ledger.submitted(Set.of(), KNOWN);
        while (!page.isEmpty()) {
            page.forEach(row -> {
                known.expect(row.key());
                watch(new Watch(row, ages.of(row), clock), Duration.ZERO);
            });
            page = page.size() < KNOWN ? List.of() : ledger.submitted(Set.copyOf(watched), KNOWN);
        }
        known.areAll();
    }

    private void watchNewRows() {
        if (ledger.left(RowState.SUBMITTED) <= watched.size()) {
            return;
        }
        for (SubmittedRow row : ledger.submitted(Set.copyOf(watched), PAGE)) {
            Watch watch = new Watch(row, ages.of(row), clock);
            watch(watch, question.firstLook(watch));
        }
    }

    private void watch(Watch watch, Duration firstLook) {
        watched.add(watch.row().key());
        schedule.in(firstLook, watch);
    }

    /** Hands out what is due as far as pace, hands and the service allow; returns how long until there is more. */
    private Duration askDue() {
        while (!signals.leaveAll()) {
            Duration due = schedule.untilNext(GLANCE);
            if (!due.isZero()) {
                return due;
            }
            if (asking.get() >= MOST_AT_ONCE) {
                return NEXT_HAND;
            }
            Duration slot = pace.untilNext();
            if (!slot.isZero()) {
                return slot.compareTo(GLANCE) > 0 ? GLANCE : slot;
            }
            Leave leave = breaker.leaveToAsk();
            if (leave == Leave.NONE) {
                return GLANCE;
            }
            Watch watch = schedule.takeDue();
            if (watch != null) {
                pace.take();
                handOut(watch, leave);
            }
        }
        return Duration.ZERO;
    }

    private void handOut(Watch watch, Leave leave) {
        asking.incrementAndGet();
        try {
            workers.execute(() -> ask(watch, leave));
        } catch (RuntimeException | Error e) {
            asking.decrementAndGet();
            throw e;
        }
    }

    private void ask(Watch watch, Leave leave) {
        RowKey key = watch.row().key();
        try {
            Next next = question.ask(watch, leave);
            if (watch.wasAnswered()) {
                known.answered(key);
            }
            switch (next.kind()) {
                case AGAIN -> schedule.in(next.pause(), watch);
                case ENDED -> {
                    collected.incrementAndGet();
                    watched.remove(key);
                }
                case GIVEN_UP -> givenUp.add(key);
            }
        } catch (InterruptedException e) {
            signals.stop(StopReason.FAILURE, "asking for row " + watch.row().id() + " was interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            signals.failed(e, "asking for row " + watch.row().id() + " failed: " + e);
            throw e;
        } finally {
            asking.decrementAndGet();
        }
    }

    /** Whether a question is under way. */
    boolean busy() {
        return asking.get() > 0;
    }

    /** How many requests came to their end. */
    long collected() {
        return collected.get();
    }
}
