package dev.darkroom.download;

import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Schedule;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Fetches the outputs of every completed row, in turns, several rows at a time, each until it succeeds or is given up. */
final class Downloader {

    private static final int PAGE = 200;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration NEXT_HAND = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Fetching fetching;
    private final Pace pace;
    private final int concurrency;
    private final ExecutorService workers;
    private final Schedule<Download> schedule;
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong ended = new AtomicLong();

    Downloader(
            RunLedger ledger,
            Fetching fetching,
            Pace pace,
            int concurrency,
            ExecutorService workers,
            MonotonicClock clock) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.fetching = fetching;
        this.pace = pace;
        this.concurrency = concurrency;
        this.workers = workers;
        this.schedule = new Schedule<>(clock);
    }

    /**
     * Does what can be done now; returns how long to wait for more unless something changes before, or null if nothing is
     * left to fetch and nothing will come, or all are to leave.
     */
    @Nullable
    Duration turn() {
        if (signals.leaveAll()) {
            return null;
        }
        boolean noMoreToCome = signals.hasEnded(Station.COLLECT);
        takeOn();
        if (noMoreToCome && inHand.isEmpty() && ledger.left(RowState.COMPLETED) == 0) {
            return null;
        }
        return handOutDue();
    }

    private void takeOn() {
        if (ledger.left(RowState.COMPLETED) <= inHand.size()) {
            return;
        }
        for (CompletedRow row : ledger.completed(Set.copyOf(inHand), PAGE)) {
            inHand.add(row.key());
            schedule.in(Duration.ZERO, new Download(row));
        }
    }

    private Duration handOutDue() {
        while (!signals.leaveAll()) {
            if (busy.get() >= concurrency) {
                return NEXT_HAND;
            }
            Duration slot = pace.untilNext();
            if (!slot.isZero()) {
                return slot.compareTo(GLANCE) > 0 ? GLANCE : slot;
            }
            Download due = schedule.takeDue();
            if (due == null) {
                break;
            }
            pace.take();
            handOut(due);
        }
        return schedule.untilNext(GLANCE);
    }

    private void handOut(Download due) {
        busy.incrementAndGet();
        try {
            workers.execute(() -> fetch(due));
        } catch (RuntimeException | Error e) {
            busy.decrementAndGet();
            throw e;
        }
    }

    private void fetch(Download download) {
        try {
            Duration pause = fetching.attempt(download);
            if (pause == null) {
                ended.incrementAndGet();
                inHand.remove(download.row().key());
            } else {
                schedule.in(pause, download);
            }
        } catch (InterruptedException e) {
            signals.stop(StopReason.FAILURE, "downloading row " + download.row().id() + " was interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            signals.failed(e, "downloading row " + download.row().id() + " failed: " + e);
            throw e;
        } finally {
            busy.decrementAndGet();
        }
    }

    /** Whether a row is being fetched. */
    boolean busy() {
        return busy.get() > 0;
    }

    /** How many rows came to their end. */
    long ended() {
        return ended.get();
    }
}
