package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Sums up those of a run's purchases that are alike in all that decides what they count for.
 *
 * @param wasSent whether this run has sent them
 * @param hasRequest whether the service has named their requests
 * @param hasCost whether the service has named their costs
 * @param hasEstimate whether their prices were known when they were submitted
 * @param purchases how many they are
 * @param sends how often they were sent in all
 * @param throttled how often the service answered them with: too many
 * @param cost the sum of what the service named, in USD
 * @param estimate the sum of the estimates, in USD
 */
public record PurchaseGroup(
        RowState state,
        boolean wasSent,
        boolean hasRequest,
        boolean hasCost,
        boolean hasEstimate,
        long purchases,
        long sends,
        long throttled,
        @Nullable BigDecimal cost,
        @Nullable BigDecimal estimate) {

    PurchaseCharge charge() {
        return PurchaseCharge.of(state, isTakenOver(), hasRequest, hasCost);
    }

    /** The amount in USD that counts for the budget. */
    BigDecimal amount() {
        return charge().amount(cost, estimate);
    }

    /** Tells whether the service accepted them from this run. */
    public boolean isAccepted() {
        return wasSent && (hasRequest || state == RowState.SUCCEEDED);
    }

    /** Tells whether they were sent and not refused, by whichever run. */
    public boolean isBought() {
        return state != RowState.PENDING && (state != RowState.FAILED || hasRequest);
    }

    /** Tells whether this run submitted them without knowing their price. */
    public boolean isUnpriced() {
        boolean ofAnother = isTakenOver() || (!wasSent && state == RowState.UNKNOWN);
        return isBought() && !hasEstimate && !ofAnother;
    }

    private boolean isTakenOver() {
        return PurchaseCharge.isTakenOver(wasSent, hasRequest);
    }
}
