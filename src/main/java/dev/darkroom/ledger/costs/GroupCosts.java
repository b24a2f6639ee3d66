package dev.darkroom.ledger.costs;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What rows and purchases that are told together came to.
 *
 * @param rows how many rows they are; each counts once, however often it was bought
 * @param purchases what was bought
 * @param reuse what was not
 * @param pictures what was got for it
 */
public record GroupCosts(long rows, PurchaseCosts purchases, ReuseSavings reuse, BoughtPictures pictures) {

    /** Nothing at all. */
    public static final GroupCosts NONE = new GroupCosts(0, PurchaseCosts.NONE, ReuseSavings.NONE, BoughtPictures.NONE);

    private static final int DECIMALS = 4;

    static GroupCosts of(PurchaseCosts purchases) {
        return new GroupCosts(0, purchases, ReuseSavings.NONE, BoughtPictures.NONE);
    }

    GroupCosts plus(GroupCosts more) {
        return new GroupCosts(
                rows + more.rows, purchases.plus(more.purchases), reuse.plus(more.reuse), pictures.plus(more.pictures));
    }

    /** What was charged, in USD; null if that is not known of any purchase that brought something. */
    public @Nullable BigDecimal charged() {
        boolean isUnknown = purchases.unpriced() > 0 && purchases.charged().signum() == 0;
        return isUnknown ? null : purchases.charged();
    }

    /**
     * What was charged for each picture that was approved or, where nobody has reviewed any, for each that was bought, in
     * USD rounded to four decimals; null if there is none, or not all charges are known.
     */
    public @Nullable BigDecimal perPicture() {
        long number = pictures.areReviewed() ? pictures.approved() : pictures.all();
        return number == 0 || purchases.unpriced() > 0
                ? null
                : purchases.charged().divide(BigDecimal.valueOf(number), DECIMALS, RoundingMode.HALF_UP);
    }
}
