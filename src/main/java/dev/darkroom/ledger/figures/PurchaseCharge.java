package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what a purchase counts for in its run's money. It is the only place that decides this: the budget in memory, the
 * totals of the ledger and the cost of a single row all use it, and no SQL statement decides anything of it.
 */
public enum PurchaseCharge {
    /** Not purchased after all, cancelled at no cost, or counted by the run that made it. */
    NONE,
    /** The service named the cost. */
    BILLED,
    /** The service made something and named no cost: the estimate is the price. */
    PRICED,
    /** On its way: the estimate is reserved. */
    RESERVED,
    /** Possibly billed, and nothing has told so far: the estimate counts for the budget alone. */
    DOUBTED;

    private static final Set<RowState> OPEN = EnumSet.of(RowState.SUBMITTING, RowState.SUBMITTED, RowState.TIMED_OUT);

    /**
     * Decides by what is known of a purchase.
     *
     * @param isTakenOver whether another run made it; see {@link #isTakenOver}
     * @param hasRequest whether the service has named its request
     * @param hasCost whether the service has named its cost
     */
    public static PurchaseCharge of(RowState state, boolean isTakenOver, boolean hasRequest, boolean hasCost) {
        if (isTakenOver) {
            return NONE;
        }
        if (hasCost) {
            return BILLED;
        }
        return switch (state) {
            case SUBMITTING, SUBMITTED -> RESERVED;
            case COMPLETED, SUCCEEDED, DOWNLOAD_FAILED -> PRICED;
            case TIMED_OUT, UNKNOWN -> DOUBTED;
            // Without a request it was refused.
            case FAILED -> hasRequest ? DOUBTED : NONE;
            case PENDING, CANCELLED, REJECTED, REUSED, FOLLOWER -> NONE;
        };
    }

    /**
     * Returns what a purchase cost, whichever run counts it: what the service said, else the price of what it made; null if
     * neither is known, or it made nothing.
     */
    public static @Nullable BigDecimal told(
            RowState state, boolean hasRequest, @Nullable BigDecimal cost, @Nullable BigDecimal estimate) {
        PurchaseCharge charge = of(state, false, hasRequest, cost != null);
        boolean isKnown = charge.isSpent() && (cost != null || estimate != null);
        return isKnown ? charge.amount(cost, estimate) : null;
    }

    /** Tells whether another run made a purchase and counts it: there is a request, and this run never sent one. */
    public static boolean isTakenOver(boolean wasSent, boolean hasRequest) {
        return hasRequest && !wasSent;
    }

    /** The states in which a purchase's cost may still be named, or its estimate be given back. */
    public static Set<RowState> openStates() {
        return OPEN;
    }

    /** Tells whether it is spent, as far as is known. */
    public boolean isSpent() {
        return this == BILLED || this == PRICED;
    }

    /** The amount in USD that counts for the budget. */
    public BigDecimal amount(@Nullable BigDecimal cost, @Nullable BigDecimal estimate) {
        BigDecimal counted = switch (this) {
            case NONE -> null;
            case BILLED -> cost;
            case PRICED, RESERVED, DOUBTED -> estimate;
        };
        return counted == null ? BigDecimal.ZERO : counted;
    }
}
