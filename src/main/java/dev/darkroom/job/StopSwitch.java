package dev.darkroom.job;

import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import org.jspecify.annotations.Nullable;

/** Carries the user's wish to stop from a signal to the run, whenever that begins. Thread-safe. */
public final class StopSwitch {

    private @Nullable RunSignals signals;
    private @Nullable String asked;
    private boolean begun;

    /** Asks to stop; returns whether this was the first time. */
    public synchronized boolean requestStop(String why) {
        boolean first = asked == null;
        asked = why;
        if (signals != null) {
            signals.stop(StopReason.SIGNAL, why);
        }
        return first;
    }

    /** Returns whether there is a run that hears of it; before, nothing has begun that would have to end well. */
    public synchronized boolean heard() {
        return begun;
    }

    /** From now on a run is recorded as running: it hears of it as soon as it listens. */
    synchronized void begins() {
        begun = true;
    }

    /** From now on the run hears of it. */
    synchronized void connect(RunSignals run) {
        signals = run;
        if (asked != null) {
            run.stop(StopReason.SIGNAL, asked);
        }
    }
}
