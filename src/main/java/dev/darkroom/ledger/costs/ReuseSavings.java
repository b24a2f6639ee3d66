package dev.darkroom.ledger.costs;

import java.math.BigDecimal;

/**
 * Rows that got the pictures of an equal row.
 *
 * @param rows how many they are
 * @param saved what these pictures had cost where they were bought, or their price where that is forgotten, in USD
 * @param unpriced rows of which neither is known: they are not in {@code saved}
 */
public record ReuseSavings(long rows, BigDecimal saved, long unpriced) {

    static final ReuseSavings NONE = new ReuseSavings(0, BigDecimal.ZERO, 0);

    ReuseSavings plus(ReuseSavings more) {
        return new ReuseSavings(rows + more.rows, saved.add(more.saved), unpriced + more.unpriced);
    }
}
