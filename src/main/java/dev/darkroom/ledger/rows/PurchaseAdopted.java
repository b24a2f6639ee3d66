package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The adoption of an earlier run's purchase of the same thing, whose pictures that run has not got yet, or no longer
 * has.
 *
 * @param to SUBMITTED, or UNKNOWN if the answer to that submit was lost
 * @param requestId the service's name for it, null if it is unknown
 * @param submittedAt when it was submitted
 * @param reason what is to be said of an unknown one, else null
 * @param request what the row requests; null in a journal of an earlier version, which did not keep it
 * @param fetchedAgain whether its pictures were fetched once and are gone: the row they were fetched for tells their
 *     cost
 */
@JsonTypeName("taken_over")
public record PurchaseAdopted(
        RowKey row,
        int attempt,
        RowState to,
        @Nullable String requestId,
        Instant submittedAt,
        @Nullable RowReason reason,
        @Nullable SentRequest request,

        @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonSetter(nulls = Nulls.AS_EMPTY)
        boolean fetchedAgain)
        implements LedgerEvent {

    /** A purchase whose pictures nobody has got yet. */
    public PurchaseAdopted(
            RowKey row,
            int attempt,
            RowState to,
            @Nullable String requestId,
            Instant submittedAt,
            @Nullable RowReason reason) {
        this(row, attempt, to, requestId, submittedAt, reason, null, false);
    }

    @Override
    public RowState from() {
        return RowState.PENDING;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.purchases().takenOver(this);
    }
}
