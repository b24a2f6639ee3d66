package dev.darkroom.ledger.lease;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.Map;

/**
 * Rows that a run has lent.
 *
 * @param number tells leases apart
 * @param rows their numbers in the manifest
 * @param prices in USD of an output of each of their models, as far as they are known
 */
public record RowLease(long number, BitSet rows, Map<String, BigDecimal> prices) {

    public RowLease {
        rows = (BitSet) rows.clone();
        prices = Map.copyOf(prices);
    }

    @Override
    public BitSet rows() {
        return (BitSet) rows.clone();
    }
}
