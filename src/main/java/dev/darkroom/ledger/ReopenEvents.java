package dev.darkroom.ledger;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;

/** Builds the events by which a row is resumed that an earlier process left, or that had ended. */
final class ReopenEvents {

    private static final RowReason LOST =
            new RowReason(ErrorCode.SUBMIT_UNKNOWN, "the process ended while the request was on its way");

    private ReopenEvents() {}

    static LedgerEvent of(WorkPages.RowPosition row) {
        if (row.state() == RowState.SUBMITTING) {
            return new LedgerEvent.SubmitUnknown(row.key(), row.attempt(), LOST);
        }
        return new LedgerEvent.RowReopened(row.key(), row.attempt(), row.state(), to(row.state()));
    }

    /** Returns the state to resume in: what is paid for is polled or downloaded again; all else is submitted again. */
    private static RowState to(RowState ended) {
        if (ended == RowState.TIMED_OUT) {
            return RowState.SUBMITTED;
        }
        return ended == RowState.DOWNLOAD_FAILED ? RowState.COMPLETED : RowState.PENDING;
    }
}
