package dev.darkroom.ledger.figures;

import java.util.BitSet;
import java.util.Map;

/**
 * A run's sums as read from the ledger, with all that is needed to move them from there on.
 *
 * @param purchases those on their way or in doubt
 * @param leaders the numbers of the rows that others follow
 */
public record StoredFigures(FigureSums sums, Map<PurchaseKey, TrackedPurchase> purchases, BitSet leaders) {}
