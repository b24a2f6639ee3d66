package dev.darkroom.submit;

import dev.darkroom.ledger.RunSignals.StopSignal;
import dev.darkroom.ledger.rows.PendingRow;
import org.jspecify.annotations.Nullable;

/** A reason not to buy the next row, asked before each purchase on the one thread that decides on them. */
@FunctionalInterface
public interface SubmitGuard {

    /** Returns why nothing may be bought from this row on, or null if it may. */
    @Nullable
    StopSignal before(PendingRow row);

    /** Returns why nothing may be bought any more, whatever row is next; asked while rows wait too. */
    default @Nullable StopSignal overdue() {
        return null;
    }

    /** Whether the row may go yet; if not, it is asked again later, perhaps after other rows. */
    default boolean ready(PendingRow row) {
        return true;
    }
}
