package dev.darkroom.ledger.figures;

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

    /** What purchases of one group are alike in. */
    record Kind(RowState state, boolean wasSent, boolean hasRequest, boolean hasCost, boolean hasEstimate) {}

    Kind kind() {
        return new Kind(state, wasSent, hasRequest, hasCost, hasEstimate);
    }

    /** Adds purchases of the same kind. */
    PurchaseGroup and(PurchaseGroup more) {
        return new PurchaseGroup(
                state,
                wasSent,
                hasRequest,
                hasCost,
                hasEstimate,
                purchases + more.purchases,
                sends + more.sends,
                throttled + more.throttled,
                sum(cost, more.cost),
                sum(estimate, more.estimate));
    }

    /** Returns the amounts that take these purchases out of a group they are added to. */
    PurchaseGroup negated() {
        return new PurchaseGroup(
                state,
                wasSent,
                hasRequest,
                hasCost,
                hasEstimate,
                -purchases,
                -sends,
                -throttled,
                cost == null ? null : cost.negate(),
                estimate == null ? null : estimate.negate());
    }

    private static @Nullable BigDecimal sum(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one == null || other == null ? one : one.add(other);
    }

    public PurchaseCharge charge() {
        return PurchaseCharge.of(state, isTakenOver(), hasRequest, hasCost);
    }

    /** The amount in USD that counts for the budget. */
    public BigDecimal amount() {
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
