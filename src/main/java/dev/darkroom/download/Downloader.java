package dev.darkroom.download;

import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Schedule;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Fetches the outputs of every completed row, several rows at a time, each until it succeeds or is given up. */
final class Downloader {

    private static final int PAGE = 200;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration NEXT_HAND = Duration.ofMillis(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Fetching fetching;
    private final int concurrency;
    private final ExecutorService workers;
    private final Sleeper sleeper;
    private final Schedule<Download> schedule;
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong ended = new AtomicLong();

    Downloader(
            RunLedger ledger,
            Fetching fetching,
            int concurrency,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.fetching = fetching;
        this.concurrency = concurrency;
        this.workers = workers;
        this.sleeper = sleeper;
        this.schedule = new Schedule<>(clock);
    }

    /** Downloads until nothing is left to fetch and nothing will come, or all are to leave; returns how many. */
    long run() throws InterruptedException {
        try {
            download();
        } finally {
            // A picture that is being put in place is recorded, whatever else went wrong.
            awaitHands();
        }
        return ended.get();
    }

    private void download() throws InterruptedException {
        while (!signals.leaveAll()) {
            long seen = ledger.version();
            boolean noMoreToCome = signals.hasEnded(Station.COLLECT);
            takeOn();
            if (noMoreToCome && inHand.isEmpty() && ledger.left(RowState.COMPLETED) == 0) {
                break;
            }
            handOutDue();
            ledger.awaitChange(seen, busy.get() < concurrency ? schedule.untilNext(GLANCE) : NEXT_HAND);
        }
    }

    /** Pictures on their way have some seconds to become whole, since a stop has to end soon. */
    private void awaitHands() throws InterruptedException {
        for (Duration waited = Duration.ZERO; busy.get() > 0; waited = waited.plus(NEXT_HAND)) {
            if (waited.compareTo(GRACE) >= 0) {
                fetching.breakOff();
            }
            sleeper.sleep(NEXT_HAND);
        }
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

    private void handOutDue() {
        while (busy.get() < concurrency && !signals.leaveAll()) {
            Download due = schedule.takeDue();
            if (due == null) {
                return;
            }
            handOut(due);
        }
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
}
