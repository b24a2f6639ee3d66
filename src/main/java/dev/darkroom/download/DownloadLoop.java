package dev.darkroom.download;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.DueSchedule;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import dev.darkroom.step.WorkShare;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Fetches the outputs of every completed row, several rows at a time, each until it succeeds or is given up. Workers are
 * busy with a row while they fetch; the stages behind and the ledger go on without them.
 */
final class DownloadLoop implements StepWork {

    private static final int PAGE = 256;

    /**
     * What is taken on at once, with what waits for another try and for the ledger's writer: the others wait in the
     * ledger.
     */
    private static final int MAX_TAKEN = 4_096;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final ImageStore imageStore;
    private final OutputThumbnails thumbnails;
    private final RowDownloader rowDownloader;
    private final CallRateLimiter rateLimiter;
    private final int concurrency;
    private final WorkShare share;
    private final DueSchedule<DownloadTask> schedule;
    private final Set<RowKey> rowsInFlight = ConcurrentHashMap.newKeySet();

    DownloadLoop(
            RunLedger ledger,
            ImageStore imageStore,
            OutputThumbnails thumbnails,
            RowDownloader rowDownloader,
            CallRateLimiter rateLimiter,
            int concurrency,
            MonotonicClock clock,
            WorkShare share) {
        this.ledger = ledger;
        this.imageStore = imageStore;
        this.thumbnails = thumbnails;
        this.signals = ledger.signals();
        this.rowDownloader = rowDownloader;
        this.rateLimiter = rateLimiter;
        this.concurrency = concurrency;
        this.share = share;
        this.schedule = new DueSchedule<>(clock);
    }

    @Override
    public WorkStep step() {
        return WorkStep.DOWNLOAD;
    }

    @Override
    public String action() {
        return "downloading";
    }

    @Override
    public void begin() throws IOException {
        // Those of others who work on the run are not left over.
        if (!share.isLeased()) {
            imageStore.deleteParts();
            thumbnails.deleteParts();
        }
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.stopImmediately()) {
            return NextWork.END;
        }
        boolean noMoreToCome = signals.hasEnded(WorkStep.COLLECT);
        takeOn();
        if (noMoreToCome && rowsInFlight.isEmpty() && ledger.work().left(RowState.COMPLETED) == 0) {
            return NextWork.END;
        }
        return nextDue(inFlight);
    }

    /** Breaks downloads off after some seconds in which they may become whole, since a stop has to end soon. */
    @Override
    public void hurry(Duration waited) {
        if (waited.compareTo(GRACE) >= 0) {
            rowDownloader.breakOff();
        }
    }

    private void takeOn() {
        int room = Math.min(PAGE, MAX_TAKEN - rowsInFlight.size());
        for (CompletedRow row : ledger.work().takeCompleted(room)) {
            if (rowsInFlight.add(row.key())) {
                schedule.in(Duration.ZERO, new DownloadTask(row));
            }
        }
    }

    private NextWork nextDue(int inFlight) {
        if (inFlight >= concurrency || rowDownloader.isFull()) {
            return NextWork.whenWorkerIsFree();
        }
        Duration slot = rateLimiter.untilNext();
        if (!slot.isZero()) {
            return NextWork.in(slot.compareTo(POLL_INTERVAL) > 0 ? POLL_INTERVAL : slot);
        }
        DownloadTask due = schedule.takeDue();
        if (due == null) {
            return NextWork.in(schedule.untilNext(POLL_INTERVAL));
        }
        rateLimiter.take();
        return NextWork.begin("downloading row " + due.row().id(), () -> fetch(due));
    }

    /** Returns whether the row has come to its end, once that is durable. */
    private CompletableFuture<Boolean> fetch(DownloadTask download) throws InterruptedException {
        return rowDownloader.attempt(download).thenApply(pause -> {
            if (pause.isEmpty()) {
                rowsInFlight.remove(download.row().key());
                return true;
            }
            schedule.in(pause.get(), download);
            return false;
        });
    }
}
