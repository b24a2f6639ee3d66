package dev.darkroom.ledger;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What the stations of a running run tell one another: that one has ended, or that all should stop. Thread-safe. */
public final class RunSignals {

    private final AtomicReference<@Nullable StopSignal> stop = new AtomicReference<>();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private final AtomicBoolean setOutstandingPolled = new AtomicBoolean();
    private final Set<WorkStep> ended = Collections.synchronizedSet(EnumSet.noneOf(WorkStep.class));
    private final Runnable wake;
    private final Path ledger;
    private volatile boolean ledgerLost;

    /** @param ledger the folder that is named if the ledger finds no room */
    RunSignals(Runnable wake, Path ledger) {
        this.wake = wake;
        this.ledger = ledger;
    }

    /**
     * Asks all stations to stop. The first reason stands, but one that leaves everything at once overrules one that
     * still collects.
     */
    public void stop(StopReason reason, String message) {
        stop.updateAndGet(before -> {
            boolean stronger = before == null || (before.reason().collects() && !reason.collects());
            return stronger ? new StopSignal(reason, message) : before;
        });
        wake.run();
    }

    /** Asks all stations to stop since something failed: for lack of room, which is no defect, or unforeseen. */
    public void failed(Throwable failure, String message) {
        if (DiskFull.isCauseOf(failure)) {
            if (DiskFull.closedLedger(failure)) {
                loseLedger();
            }
            stop(
                    StopReason.DISK_FULL,
                    String.valueOf(DiskFull.locate(failure, ledger).getMessage()));
        } else {
            stop(StopReason.FAILURE, message);
        }
    }

    /** As {@link #failed}, where nothing of this process is bought yet: what an earlier one bought is still collected. */
    public void failedBeforeBuying(Throwable failure, String message) {
        if (DiskFull.isCauseOf(failure)) {
            failed(failure, message);
        } else {
            stop(StopReason.UNPREPARED, message);
        }
    }

    /**
     * Lets nothing be bought in this process; what an earlier one bought is collected all the same.
     *
     * @param message what the user is to know, and can do
     */
    public void refuse(String message) {
        refusal.compareAndSet(null, message);
        stop(StopReason.REFUSED, message);
    }

    /** Why nothing was to be bought in this process, whatever it stopped for later; null if it was not refused. */
    public @Nullable String refused() {
        return refusal.get();
    }

    /** Asks all stations to stop since no room is left for the ledger. */
    void noRoom() {
        stop(StopReason.DISK_FULL, DiskFullException.message(ledger));
    }

    /** From now on the ledger can neither be read nor written, but by the next process. */
    void loseLedger() {
        ledgerLost = true;
    }

    /** Whether the ledger can neither be read nor written any more by this process. */
    public boolean ledgerLost() {
        return ledgerLost;
    }

    /** Why the run stops, or null while it goes on. */
    public @Nullable StopSignal stopped() {
        return stop.get();
    }

    /** Whether nothing may be bought any more. */
    public boolean submitsStopped() {
        return stop.get() != null;
    }

    /**
     * Whether a row that is about to leave must stay. One that was let through before the budget was used up has its
     * price reserved, and goes: else a fast run would let through, hold back and stop for ever.
     */
    public boolean mustNotSend() {
        StopSignal stopped = stop.get();
        return stopped != null && stopped.reason() != StopReason.BUDGET;
    }

    /** Whether every station is to end as soon as what it has begun is durable. */
    public boolean stopImmediately() {
        StopSignal stopped = stop.get();
        return stopped != null && !stopped.reason().collects();
    }

    /** Every request that was known at the start has been answered for once. */
    public void setOutstandingPolled() {
        setOutstandingPolled.set(true);
        wake.run();
    }

    /** Whether nobody waits any more for word of the requests that were known at the start. */
    public boolean outstandingPolled() {
        return setOutstandingPolled.get() || ended.contains(WorkStep.COLLECT);
    }

    /** Called by each station when it ends, however it ends. */
    public void ended(WorkStep station) {
        ended.add(station);
        wake.run();
    }

    public boolean hasEnded(WorkStep station) {
        return ended.contains(station);
    }

    /**
     * A stop.
     *
     * @param reason its kind
     * @param message what happened, for people
     */
    public record StopSignal(StopReason reason, String message) {}
}
