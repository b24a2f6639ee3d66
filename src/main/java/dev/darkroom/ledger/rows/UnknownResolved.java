package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The user's settlement of a submit whose answer was lost.
 *
 * @param requestId the request it became, null if it surely was not accepted
 */
@JsonTypeName("resolved")
public record UnknownResolved(
        RowKey row, int attempt, @Nullable String requestId) implements LedgerEvent {
    @Override
    public RowState from() {
        return RowState.UNKNOWN;
    }

    @Override
    public RowState to() {
        return requestId == null ? RowState.PENDING : RowState.SUBMITTED;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.purchases().resolved(this, requestId);
    }
}
