package dev.darkroom.ledger;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run of the workspace bought the same and has not got it yet, or not any more: its purchase serves here too.
 *
 * @param to SUBMITTED, or UNKNOWN if the answer to that submit was lost
 * @param requestId the service's name for it, null if it is unknown
 * @param submittedAt when it was bought
 * @param reason what is to be said of an unknown one, else null
 * @param request what the row asks for; null in a journal of an earlier version, which did not keep it
 * @param estimate nothing if its pictures were fetched once, so that another row tells their cost; else null
 */
@JsonTypeName("taken_over")
public record TakenOver(
        RowKey row,
        int attempt,
        RowState to,
        @Nullable String requestId,
        Instant submittedAt,
        @Nullable Reason reason,
        @Nullable SentRequest request,
        @Nullable BigDecimal estimate)
        implements LedgerEvent {

    /** One whose pictures nobody has got yet. */
    public TakenOver(
            RowKey row,
            int attempt,
            RowState to,
            @Nullable String requestId,
            Instant submittedAt,
            @Nullable Reason reason) {
        this(row, attempt, to, requestId, submittedAt, reason, null, null);
    }

    /** Whether its pictures were fetched once and are gone. */
    boolean isFetchedAgain() {
        return estimate != null && estimate.signum() == 0;
    }

    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.takenOver(this);
    }
}
