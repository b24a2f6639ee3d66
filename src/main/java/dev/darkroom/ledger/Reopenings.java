package dev.darkroom.ledger;

import dev.darkroom.errors.ErrorCode;

/** How a row is taken up again that an earlier process left, or that had ended. */
final class Reopenings {

    private static final Reason LOST =
            new Reason(ErrorCode.SUBMIT_UNKNOWN, "the process ended while the request was on its way");

    private Reopenings() {}

    static LedgerEvent of(WorkPages.Standing row) {
        if (row.state() == RowState.SUBMITTING) {
            return new LedgerEvent.Lost(row.key(), row.attempt(), LOST);
        }
        return new LedgerEvent.Reopened(row.key(), row.attempt(), row.state(), to(row.state()));
    }

    /** What is paid for is asked for again; all else is bought again. */
    private static RowState to(RowState ended) {
        if (ended == RowState.TIMED_OUT) {
            return RowState.SUBMITTED;
        }
        return ended == RowState.DOWNLOAD_FAILED ? RowState.COMPLETED : RowState.PENDING;
    }
}
