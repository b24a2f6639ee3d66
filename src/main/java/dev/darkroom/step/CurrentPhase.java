package dev.darkroom.step;

import org.jspecify.annotations.Nullable;

/** Knows the phase in which a run is, for those who show it. Thread-safe. */
public final class CurrentPhase {

    private volatile @Nullable PhaseProgress progress;

    /** Begins a phase. */
    public synchronized void begin(RunPhase phase, long total) {
        progress = new PhaseProgress(phase, 0, total);
    }

    /** Tells how many rows the phase is through with, unless it was ended meanwhile. */
    public synchronized void done(long rows) {
        PhaseProgress before = progress;
        if (before != null) {
            progress = new PhaseProgress(before.phase(), rows, before.total());
        }
    }

    /** Ends the phase. */
    public synchronized void end() {
        progress = null;
    }

    /** Returns how far the phase has come; null if the run is in none, since it buys or collects. */
    public @Nullable PhaseProgress progress() {
        return progress;
    }

    /** Returns whether the ledger's tables are being filled or held, so that who only wants figures does not ask. */
    public boolean isStaging() {
        PhaseProgress now = progress;
        return now != null && now.phase() != RunPhase.LOOKING_UP;
    }
}
