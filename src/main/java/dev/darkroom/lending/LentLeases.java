package dev.darkroom.lending;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Remembers which rows each lease holds that has not come back. Thread-safe. */
final class LentLeases {

    private final Map<Long, BitSet> rows = new HashMap<>();

    synchronized void add(long lease, BitSet lent) {
        rows.put(lease, (BitSet) lent.clone());
    }

    /** Returns the numbers of those that have not come back. */
    synchronized Set<Long> numbers() {
        return Set.copyOf(rows.keySet());
    }

    /**
     * Forgets leases that have come back, and returns their rows.
     *
     * @param known those that were lent before it was read which of them last
     */
    synchronized BitSet comeBack(Set<Long> known, Set<Long> lasting) {
        Set<Long> back = new HashSet<>(known);
        back.removeAll(lasting);
        BitSet returned = new BitSet();
        back.forEach(lease -> {
            BitSet lent = rows.remove(lease);
            if (lent != null) {
                returned.or(lent);
            }
        });
        return returned;
    }
}
