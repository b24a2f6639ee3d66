package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.darkroom.errors.ErrorCode;
import java.time.Instant;

/**
 * The return of a row into doubt: it was to be submitted again because of a doubtful purchase, and was not.
 *
 * @param attempt the purchase that may have been accepted
 * @param latest the row's last purchase, of which it is certain that it was not accepted
 */
@JsonTypeName("doubted")
public record MarkedUnknown(RowKey row, int attempt, int latest) implements LedgerEvent {

    private static final RowReason WHY = new RowReason(
            ErrorCode.SUBMIT_UNKNOWN, "the answer to the submit was lost, and the row was not bought again");

    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public RowState to() {
        return RowState.UNKNOWN;
    }

    @Override
    public RowReason reason() {
        return WHY;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        // The purchase has been in doubt all the time.
    }
}
