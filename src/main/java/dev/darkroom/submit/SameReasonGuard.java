package dev.darkroom.submit;

import dev.darkroom.io.CountText;
import dev.darkroom.ledger.EndedRow;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import org.jspecify.annotations.Nullable;

/**
 * Stops submits once so many rows in a row ended without a picture for the same reason, whosever it is. Rows in doubt
 * have not ended. Thread-safe: rows end on other threads.
 */
public final class SameReasonGuard implements SubmitGuard {

    private final int most;
    private final String run;
    private @Nullable String reason;
    private int inARow;
    private @Nullable StopSignal stop;

    private SameReasonGuard(int most, String run) {
        this.most = most;
        this.run = run;
    }

    /**
     * Makes a guard that hears of every row that ends from now on.
     *
     * @param most how many rows in a row stop the run
     * @param remembers whether rows count that ended in earlier processes, since the run was last resumed past a stop
     */
    public static SameReasonGuard of(int most, RunLedger ledger, boolean remembers) {
        SameReasonGuard guard = new SameReasonGuard(most, ledger.run().id());
        ledger.ended().listen(remembers ? most : 0, ledger.standingStop().passedAt(), guard::ended);
        return guard;
    }

    private synchronized void ended(EndedRow row) {
        if (stop != null) {
            return;
        }
        if (row.state() == RowState.SUCCEEDED) {
            reason = null;
            inARow = 0;
            return;
        }
        inARow = row.code().equals(reason) ? inARow + 1 : 1;
        reason = row.code();
        if (inARow >= most) {
            stop = StandingStopGuard.stop(
                    StopReason.SAME_REASON,
                    CountText.of(inARow, "row", "rows in a row") + " ended without a picture"
                            + (inARow == 1 ? ", with " : ", all with ") + row.why(),
                    run);
        }
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        return overdue();
    }

    @Override
    public synchronized @Nullable StopSignal overdue() {
        return stop;
    }
}
