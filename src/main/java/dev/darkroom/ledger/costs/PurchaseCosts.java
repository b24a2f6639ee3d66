package dev.darkroom.ledger.costs;

import dev.darkroom.ledger.figures.PurchaseGroup;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The money of purchases, in USD, each counted by the run that made it. What counts for what is said by {@link
 * dev.darkroom.ledger.figures.PurchaseCharge}.
 *
 * @param accepted purchases that the service accepted
 * @param charged what the service said they cost or, where it said nothing, the price of what it made
 * @param unpriced purchases that brought something, and of which neither cost nor price is known: they are not in {@code charged}
 * @param estimate what those that are charged for had been estimated at
 * @param unestimated those that are charged for whose price was not known before
 * @param onTheWay purchases at the service
 * @param reserved their estimates
 * @param inDoubt purchases that may have been billed, and nothing has told so far
 * @param doubted their estimates
 */
public record PurchaseCosts(
        long accepted,
        BigDecimal charged,
        long unpriced,
        BigDecimal estimate,
        long unestimated,
        long onTheWay,
        BigDecimal reserved,
        long inDoubt,
        BigDecimal doubted) {

    static final PurchaseCosts NONE =
            new PurchaseCosts(0, BigDecimal.ZERO, 0, BigDecimal.ZERO, 0, 0, BigDecimal.ZERO, 0, BigDecimal.ZERO);

    static PurchaseCosts of(PurchaseGroup group) {
        long number = group.purchases();
        long accepted = group.isAccepted() ? number : 0;
        BigDecimal amount = group.amount();
        BigDecimal none = BigDecimal.ZERO;
        return switch (group.charge()) {
            case NONE -> new PurchaseCosts(accepted, none, 0, none, 0, 0, none, 0, none);
            case RESERVED -> new PurchaseCosts(accepted, none, 0, none, 0, number, amount, 0, none);
            case DOUBTED -> new PurchaseCosts(accepted, none, 0, none, 0, 0, none, number, amount);
            case BILLED, PRICED -> {
                boolean isPriced = group.hasCost() || group.hasEstimate();
                BigDecimal estimate = group.estimate();
                yield new PurchaseCosts(
                        accepted,
                        amount,
                        isPriced ? 0 : number,
                        estimate == null ? none : estimate,
                        isPriced && !group.hasEstimate() ? number : 0,
                        0,
                        none,
                        0,
                        none);
            }
        };
    }

    PurchaseCosts plus(PurchaseCosts more) {
        return new PurchaseCosts(
                accepted + more.accepted,
                charged.add(more.charged),
                unpriced + more.unpriced,
                estimate.add(more.estimate),
                unestimated + more.unestimated,
                onTheWay + more.onTheWay,
                reserved.add(more.reserved),
                inDoubt + more.inDoubt,
                doubted.add(more.doubted));
    }

    /** What the purchases that are charged for had been estimated at; null if the price of one was not known before. */
    public @Nullable BigDecimal estimated() {
        return unestimated > 0 || unpriced > 0 ? null : estimate;
    }

    /** How much more was charged than estimated; negative if it was less, null if that cannot be told. */
    public @Nullable BigDecimal difference() {
        BigDecimal before = estimated();
        return before == null ? null : charged.subtract(before);
    }

    /** What counts for a budget: what is charged, on its way or in doubt. */
    public BigDecimal counted() {
        return charged.add(reserved).add(doubted);
    }
}
