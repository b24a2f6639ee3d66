package dev.darkroom.job;

import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import org.jspecify.annotations.Nullable;

/** Carries the user's wish to stop from a signal to the run, whenever that begins. Thread-safe. */
public final class StopSwitch {

    private @Nullable RunSignals signals;
    private @Nullable String reason;
    private @Nullable RuntimeException lost;
    private boolean begun;
    private boolean unhurried;

    /** Requests the stop; returns whether this was the first time. */
    public synchronized boolean requestStop(String why) {
        boolean first = reason == null;
        reason = why;
        if (signals != null) {
            signals.stop(StopReason.SIGNAL, why);
        }
        return first;
    }

    /** Stops the run since the workspace is not this process's any more. */
    public synchronized void loseWorkspace(RuntimeException why) {
        lost = why;
        if (signals != null) {
            signals.ledgerAway(why);
        }
    }

    /** Returns whether the stop was requested. */
    public synchronized boolean isRequested() {
        return reason != null;
    }

    /** Returns whether there is a run that hears of it; before, nothing has begun that would have to end well. */
    public synchronized boolean heard() {
        return begun;
    }

    /** Notes that a run is recorded as running from now on: it hears of a stop as soon as it listens. */
    public synchronized void begins() {
        begun = true;
    }

    /**
     * Notes that work has begun which takes, once it is asked to stop, the time it needs to write its files: it has nothing
     * on the wire.
     */
    public synchronized void beginsUnhurried() {
        begun = true;
        unhurried = true;
    }

    /** Returns whether what has begun may take its time to stop. */
    public synchronized boolean isUnhurried() {
        return unhurried;
    }

    /** Connects the run, which hears of a stop from now on. */
    public synchronized void connect(RunSignals run) {
        signals = run;
        if (reason != null) {
            run.stop(StopReason.SIGNAL, reason);
        }
        if (lost != null) {
            run.ledgerAway(lost);
        }
    }
}
