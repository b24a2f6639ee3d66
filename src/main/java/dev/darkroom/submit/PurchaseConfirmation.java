package dev.darkroom.submit;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Asks the user before many purchases are made. */
@FunctionalInterface
public interface PurchaseConfirmation {

    /**
     * Returns whether the user agrees.
     *
     * @param purchases how many requests would be bought
     * @param estimate what they will cost in USD, null if a price is unknown
     * @throws PreflightException if there is nobody to ask
     */
    boolean confirm(long purchases, @Nullable BigDecimal estimate);

    /** Whether the user agrees to whatever there is to buy. */
    default boolean acceptAll() {
        return false;
    }

    /** Whether the good rows may be bought although so many others are rejected. */
    default boolean acceptRejected(long rejected) {
        return true;
    }
}
