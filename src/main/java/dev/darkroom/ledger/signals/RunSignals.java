package dev.darkroom.ledger.signals;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.workspace.DatabaseFailure;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Signals that the steps of a running run send one another: that one has ended, or that all should stop. Thread-safe.
 */
public final class RunSignals {

    private final List<Supplier<@Nullable StopSignal>> watched = new CopyOnWriteArrayList<>();
    private final Set<Supplier<@Nullable StopSignal>> raised = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable StopSignal> stop = new AtomicReference<>();
    private final AtomicReference<@Nullable String> refusal = new AtomicReference<>();
    private final AtomicBoolean setOutstandingPolled = new AtomicBoolean();
    private final Set<WorkStep> ended = Collections.synchronizedSet(EnumSet.noneOf(WorkStep.class));
    private final Runnable wake;
    private final Path ledger;
    private final StandingStop standingStop;
    private volatile Runnable abandoning = () -> {};
    private volatile boolean ledgerLost;

    /**
     * @param ledger the folder that is named if the ledger finds no room
     * @param standingStop keeps a stop that stands
     */
    public RunSignals(Runnable wake, Path ledger, StandingStop standingStop) {
        this.wake = wake;
        this.ledger = ledger;
        this.standingStop = standingStop;
    }

    /**
     * Stops all steps. The first reason holds, but one that ends everything at once overrules one that still collects. One
     * that stands is durable before this returns, whatever came first: both are told at the end.
     */
    public void stop(StopReason reason, String message) {
        if (reason.stands()) {
            standingStop.stand(new StopSignal(reason, message));
        }
        stop.updateAndGet(before -> {
            boolean stronger = before == null || (before.reason().collects() && !reason.collects());
            return stronger ? new StopSignal(reason, message) : before;
        });
        wake.run();
    }

    /**
     * Watches for a stop that stands, which rows that end may make due when nothing is submitted any more and nobody
     * checks for it.
     *
     * @param due returns the stop once it is due, else null; called by all steps
     */
    public void watch(Supplier<@Nullable StopSignal> due) {
        watched.add(due);
    }

    /** Raises the watched stops that are due, once nothing is submitted any more. */
    public void raiseWatched() {
        if (submitsStopped()) {
            for (Supplier<@Nullable StopSignal> due : watched) {
                StopSignal stopped = due.get();
                if (stopped != null && raised.add(due)) {
                    stop(stopped.reason(), stopped.message());
                }
            }
        }
    }

    /** Stops all steps since something failed: for lack of room or of a database, which is no defect, or unforeseen. */
    public void failed(Throwable failure, String message) {
        if (DiskFull.isCauseOf(failure)) {
            if (DiskFull.closedLedger(failure)) {
                loseLedger();
            }
            stop(
                    StopReason.DISK_FULL,
                    String.valueOf(DiskFull.locate(failure, ledger).getMessage()));
        } else if (LedgerEngine.isAway(failure)) {
            ledgerAway(failure);
        } else if (BucketException.in(failure).isPresent()) {
            stop(StopReason.BUCKET, bucketMessage(failure));
        } else {
            stop(StopReason.FAILURE, message);
        }
    }

    private static String bucketMessage(Throwable failure) {
        return BucketException.in(failure).map(Throwable::getMessage).orElse("");
    }

    /**
     * Does the same as {@link #failed}, where this process has submitted nothing yet: earlier purchases are still
     * collected.
     */
    public void failedBeforeBuying(Throwable failure, String message) {
        if (DiskFull.isCauseOf(failure)
                || LedgerEngine.isAway(failure)
                || BucketException.in(failure).isPresent()) {
            failed(failure, message);
        } else {
            stop(StopReason.UNPREPARED, message);
        }
    }

    /**
     * Lets nothing be submitted in this process; what an earlier one submitted is collected all the same.
     *
     * @param message what the user is to know, and can do
     */
    public void refuse(String message) {
        refusal.compareAndSet(null, message);
        stop(StopReason.REFUSED, message);
    }

    /**
     * Returns why nothing was to be submitted in this process, whatever it stopped for later; null if it was not
     * refused.
     */
    public @Nullable String refused() {
        return refusal.get();
    }

    /** Stops all steps since no room is left for the ledger. */
    public void noRoom() {
        stop(StopReason.DISK_FULL, DiskFullException.message(ledger));
    }

    /** @param abandoning lets nothing of this process reach the ledger's database any more */
    public void abandonBy(Runnable abandoning) {
        this.abandoning = abandoning;
    }

    /**
     * Stops all steps since the ledger's database cannot be reached, or is another process's now, and gives the ledger up.
     *
     * @param why as it is told to people
     */
    public void ledgerAway(Throwable why) {
        loseLedger();
        abandoning.run();
        stop(
                StopReason.LEDGER_AWAY,
                "the ledger's database cannot be used: " + DatabaseFailure.message(why)
                        + ". What the service had answered is kept on this host and is entered by its next start");
    }

    /** Gives the ledger up: from now on only the next process can read or write it. */
    public void loseLedger() {
        ledgerLost = true;
    }

    /** Returns whether the ledger can neither be read nor written any more by this process. */
    public boolean ledgerLost() {
        return ledgerLost;
    }

    /** Returns why the run stops, or null while it continues. */
    public @Nullable StopSignal stopped() {
        return stop.get();
    }

    /** Returns whether nothing may be submitted any more. */
    public boolean submitsStopped() {
        return stop.get() != null;
    }

    /**
     * Returns whether a row that is about to be sent must be held back. One that was let through before the budget was
     * used up has its price reserved, and is sent: else a fast run would let through, hold back and stop for ever.
     */
    public boolean mustNotSend() {
        StopSignal stopped = stop.get();
        return stopped != null && stopped.reason() != StopReason.BUDGET;
    }

    /** Returns whether every step is to end as soon as what it has begun is durable. */
    public boolean stopImmediately() {
        StopSignal stopped = stop.get();
        return stopped != null && !stopped.reason().collects();
    }

    /** Records that every request that was known at the start has been polled once. */
    public void setOutstandingPolled() {
        setOutstandingPolled.set(true);
        wake.run();
    }

    /** Returns whether no step waits any more for a poll of the requests that were known at the start. */
    public boolean outstandingPolled() {
        return setOutstandingPolled.get() || ended.contains(WorkStep.COLLECT);
    }

    /** Records that a step ended. Called by each step, however it ends. */
    public void ended(WorkStep step) {
        ended.add(step);
        wake.run();
    }

    public boolean hasEnded(WorkStep step) {
        return ended.contains(step);
    }

    /**
     * A stop.
     *
     * @param reason its kind
     * @param message what happened, for people
     */
    public record StopSignal(StopReason reason, String message) {}
}
