package dev.darkroom.collect;

import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Schedule;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks for every request at the service until it has come to its end: one schedule of due times in memory, rebuilt
 * from the ledger at each start, and a few workers that ask.
 */
final class Collector {

    private static final int PAGE = 500;
    private static final int KNOWN = 10_000;
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Question question;
    private final Pacer pacer;
    private final ExecutorService workers;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final Schedule<Watch> schedule;
    private final KnownRequests known;
    private final Set<RowKey> watched = ConcurrentHashMap.newKeySet();
    private final Set<RowKey> givenUp = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asking = new AtomicInteger();
    private final AtomicLong collected = new AtomicLong();

    Collector(
            RunLedger ledger,
            Question question,
            Pacer pacer,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.question = question;
        this.pacer = pacer;
        this.workers = workers;
        this.clock = clock;
        this.sleeper = sleeper;
        this.schedule = new Schedule<>(clock);
        this.known = new KnownRequests(signals);
    }

    /** Collects until nothing is at the service any more and nothing will come, or all are to leave; returns how many. */
    long run() throws InterruptedException {
        try {
            collect();
        } finally {
            // What an answer said is written, whatever else went wrong.
            while (asking.get() > 0) {
                sleeper.sleep(Duration.ofMillis(5));
            }
        }
        return collected.get();
    }

    private void collect() throws InterruptedException {
        watchKnownRows();
        while (!signals.leaveAll()) {
            long seen = ledger.version();
            boolean noMoreToCome = signals.hasEnded(Station.SUBMIT);
            watchNewRows();
            if (noMoreToCome && watched.size() == givenUp.size() && ledger.left(RowState.SUBMITTED) <= givenUp.size()) {
                break;
            }
            askDue();
            ledger.awaitChange(seen, schedule.untilNext(GLANCE));
        }
    }

    /** What an earlier process left is asked for at once: nobody knows how long that was ago. */
    private void watchKnownRows() {
        List<SubmittedRow> page = ledger.left(RowState.SUBMITTED) == 0 ? List.of() : ledger.submitted(Set.of(), KNOWN);
        while (!page.isEmpty()) {
            page.forEach(row -> {
                known.expect(row.key());
                watch(row, Duration.ZERO);
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
            watch(row, question.firstLook(row));
        }
    }

    private void watch(SubmittedRow row, Duration firstLook) {
        watched.add(row.key());
        schedule.in(firstLook, new Watch(row, clock.instant()));
    }

    private void askDue() throws InterruptedException {
        Watch due = schedule.takeDue();
        while (due != null && !signals.leaveAll()) {
            sleeper.sleep(pacer.reserve());
            handOut(due);
            due = schedule.takeDue();
        }
        if (due != null) {
            schedule.in(Duration.ZERO, due);
        }
    }

    private void handOut(Watch watch) {
        asking.incrementAndGet();
        try {
            workers.execute(() -> ask(watch));
        } catch (RuntimeException | Error e) {
            asking.decrementAndGet();
            throw e;
        }
    }

    private void ask(Watch watch) {
        RowKey key = watch.row().key();
        try {
            Next next = question.ask(watch);
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
}
