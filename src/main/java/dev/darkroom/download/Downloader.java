package dev.darkroom.download;

import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Schedule;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Fetches the outputs of every completed row, several rows at a time, each until it succeeds or is given up. */
final class Downloader implements StepWork {

    private static final int PAGE = 200;
    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Placement placement;
    private final OutputThumbnails thumbnails;
    private final Fetching fetching;
    private final Pace pace;
    private final int concurrency;
    private final Schedule<Download> schedule;
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();

    Downloader(
            RunLedger ledger,
            Placement placement,
            OutputThumbnails thumbnails,
            Fetching fetching,
            Pace pace,
            int concurrency,
            MonotonicClock clock) {
        this.ledger = ledger;
        this.placement = placement;
        this.thumbnails = thumbnails;
        this.signals = ledger.signals();
        this.fetching = fetching;
        this.pace = pace;
        this.concurrency = concurrency;
        this.schedule = new Schedule<>(clock);
    }

    @Override
    public Station station() {
        return Station.DOWNLOAD;
    }

    @Override
    public String action() {
        return "downloading";
    }

    @Override
    public void begin() throws IOException {
        placement.deleteParts();
        thumbnails.deleteParts();
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.leaveAll()) {
            return NextWork.END;
        }
        boolean noMoreToCome = signals.hasEnded(Station.COLLECT);
        takeOn();
        if (noMoreToCome && inHand.isEmpty() && ledger.left(RowState.COMPLETED) == 0) {
            return NextWork.END;
        }
        return nextDue(inFlight);
    }

    /** Pictures on their way have some seconds to become whole, since a stop has to end soon. */
    @Override
    public void hurry(Duration waited) {
        if (waited.compareTo(GRACE) >= 0) {
            fetching.breakOff();
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

    private NextWork nextDue(int inFlight) {
        if (inFlight >= concurrency) {
            return NextWork.whenWorkerIsFree();
        }
        Duration slot = pace.untilNext();
        if (!slot.isZero()) {
            return NextWork.in(slot.compareTo(GLANCE) > 0 ? GLANCE : slot);
        }
        Download due = schedule.takeDue();
        if (due == null) {
            return NextWork.in(schedule.untilNext(GLANCE));
        }
        pace.take();
        return NextWork.item("downloading row " + due.row().id(), () -> fetch(due));
    }

    /** Returns whether the row has come to its end. */
    private boolean fetch(Download download) throws InterruptedException {
        Duration pause = fetching.attempt(download);
        if (pause == null) {
            inHand.remove(download.row().key());
            return true;
        }
        schedule.in(pause, download);
        return false;
    }
}
