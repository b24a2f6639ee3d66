package dev.darkroom.ledger;

import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.darkroom.errors.ErrorCode;
import java.time.Instant;

/** The user cancelled the run before the row was sent. */
@JsonTypeName("withdrawn")
public record Withdrawn(RowKey row, int attempt) implements LedgerEvent {

    static final Reason WHY = new Reason(ErrorCode.CANCELLED, "by the user, before it was sent");

    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public RowState to() {
        return RowState.CANCELLED;
    }

    @Override
    public Reason reason() {
        return WHY;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        // The row was not bought: there is no purchase to say anything of.
    }
}
