package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.darkroom.errors.ErrorCode;
import java.time.Instant;

/** A cancellation by the user before the row was sent. */
@JsonTypeName("withdrawn")
public record CancelledUnsent(RowKey row, int attempt) implements LedgerEvent {

    public static final RowReason WHY = new RowReason(ErrorCode.CANCELLED, "by the user, before it was sent");

    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public RowState to() {
        return RowState.CANCELLED;
    }

    @Override
    public RowReason reason() {
        return WHY;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        // The row was not submitted: there is no purchase to say anything of.
    }
}
