package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import org.jspecify.annotations.Nullable;

/** Stops or delays the submit of the next row. Called before each purchase on the one thread that decides on them. */
@FunctionalInterface
public interface SubmitGuard {

    /** Returns why nothing may be submitted from this row on, or null if it may. */
    @Nullable
    StopSignal before(PendingRow row);

    /** Returns why nothing may be submitted any more, whatever row is next; called while rows wait too. */
    default @Nullable StopSignal overdue() {
        return null;
    }

    /** Returns whether the row may be submitted yet; if not, this is called again later, perhaps after other rows. */
    default boolean ready(PendingRow row) {
        return true;
    }
}
