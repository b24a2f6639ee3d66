package dev.darkroom.ledger.lease;

import java.util.BitSet;
import java.util.StringJoiner;

/** Writes sets of row numbers as text, such as {@code 1-40,42}, and reads them. */
public final class RowRanges {

    private RowRanges() {}

    /** Writes the numbers of the bits that are set. */
    public static String format(BitSet rows) {
        StringJoiner ranges = new StringJoiner(",");
        int first = rows.nextSetBit(0);
        while (first >= 0) {
            int last = rows.nextClearBit(first) - 1;
            ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
            first = rows.nextSetBit(last + 1);
        }
        return ranges.toString();
    }

    /**
     * Reads what {@link #format} wrote.
     *
     * @throws NumberFormatException if it is something else
     */
    public static BitSet parse(String ranges) {
        BitSet rows = new BitSet();
        if (ranges.isEmpty()) {
            return rows;
        }
        for (String range : ranges.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(range.substring(dash + 1));
            rows.set(first, last + 1);
        }
        return rows;
    }
}
