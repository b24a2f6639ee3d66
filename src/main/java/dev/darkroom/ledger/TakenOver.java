package dev.darkroom.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run of the workspace bought the same and has not got it yet: its purchase serves here too.
 *
 * @param to SUBMITTED, or UNKNOWN if the answer to that submit was lost
 * @param requestId the service's name for it, null if it is unknown
 * @param submittedAt when it was bought
 * @param reason what is to be said of an unknown one, else null
 */
public record TakenOver(
        RowKey row,
        int attempt,
        RowState to,
        @Nullable String requestId,
        Instant submittedAt,
        @Nullable Reason reason) implements LedgerEvent {
    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public JournalLine journal(Instant now) {
        JournalLine line = JournalLine.of(to == RowState.UNKNOWN ? "unknown" : "accepted", this, now);
        JournalLine told = reason == null ? line : line.withReason(reason);
        return requestId == null ? told : told.withRequestId(requestId);
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.takenOver(this, now);
    }
}
