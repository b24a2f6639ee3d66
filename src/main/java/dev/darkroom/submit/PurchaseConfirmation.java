package dev.darkroom.submit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Lets the user confirm before many purchases are made. */
@FunctionalInterface
public interface PurchaseConfirmation {

    /**
     * Returns whether the user agrees.
     *
     * @param purchases how many requests would be submitted
     * @param estimate what they will cost in USD, null if a price is unknown
     * @throws PreflightException if there is nobody to confirm
     */
    boolean confirm(long purchases, @Nullable BigDecimal estimate);

    /** Returns whether the user agrees to whatever there is to submit. */
    default boolean acceptAll() {
        return false;
    }

    /** Returns whether nothing is to be bought if any row is in doubt. */
    default boolean isStrict() {
        return false;
    }

    /** Returns whether the good rows may be submitted although so many others are rejected. */
    default boolean acceptRejected(long rejected) {
        return true;
    }
}
