package dev.darkroom.ledger.spending;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps of a purchase that may still cost more or less what its charge depends on.
 *
 * @param isTakenOver whether another run made it and counts it
 * @param estimate what it will cost in USD, null if no price is known
 * @param cost what the service has said it cost, null if it has said nothing
 * @param counted the amount that counts for the budget
 */
record OpenPurchase(
        boolean isTakenOver,
        @Nullable BigDecimal estimate,
        @Nullable BigDecimal cost,
        BigDecimal counted) {

    /** A purchase of which nothing is known here but that it was sent. */
    static final OpenPurchase UNPRICED = new OpenPurchase(false, null, null, BigDecimal.ZERO);

    /** Another run's purchase. */
    static final OpenPurchase TAKEN_OVER = new OpenPurchase(true, null, null, BigDecimal.ZERO);

    /** Reserves the estimate of a purchase that this run is about to make. */
    static OpenPurchase reserved(@Nullable BigDecimal estimate) {
        return UNPRICED.after(RowState.SUBMITTING, false, null, estimate);
    }

    /** Returns what counts once the purchase is in a state, and the service has said so much of its cost. */
    OpenPurchase after(RowState state, boolean hasRequest, @Nullable BigDecimal said) {
        return after(state, hasRequest, said == null ? cost : said, estimate);
    }

    private OpenPurchase after(
            RowState state, boolean hasRequest, @Nullable BigDecimal named, @Nullable BigDecimal expected) {
        PurchaseCharge charge = PurchaseCharge.of(state, isTakenOver, hasRequest, named != null);
        return new OpenPurchase(isTakenOver, expected, named, charge.amount(named, expected));
    }
}
