package dev.darkroom.manifest.choice;

import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** Draws a sample of rows: the same rows, number and seed bring the same ones on every machine. */
public final class RowSample {

    private RowSample() {}

    /**
     * Draws it.
     *
     * @param rows the numbers of the rows of which it is drawn
     * @param most how many are drawn
     * @return their numbers
     */
    public static BitSet among(BitSet rows, int most, long seed) {
        PriorityQueue<Lot> drawn = new PriorityQueue<>(Comparator.reverseOrder());
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            Lot lot = new Lot(mixed(seed, row), row);
            if (drawn.size() < most) {
                drawn.add(lot);
            } else if (lot.compareTo(drawn.element()) < 0) {
                drawn.remove();
                drawn.add(lot);
            }
        }
        BitSet numbers = new BitSet();
        drawn.forEach(lot -> numbers.set(lot.row));
        return numbers;
    }

    /**
     * Reads a manifest for the rows of which a sample is drawn.
     *
     * @param isAmong tells them from all others
     * @return their numbers
     */
    static BitSet candidates(Manifest manifest, Predicate<ManifestRow> isAmong) throws IOException {
        BitSet candidates = new BitSet();
        try (ManifestReader rows = manifest.open()) {
            for (ManifestRow row = rows.read(); row != null; row = rows.read()) {
                candidates.set((int) row.number(), isAmong.test(row));
            }
        }
        return candidates;
    }

    /** Mixes seed and number as SplitMix64 does, which spreads neighbours over all values. */
    private static long mixed(long seed, long number) {
        long mixed = seed * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    private record Lot(long value, int row) implements Comparable<Lot> {

        @Override
        public int compareTo(Lot other) {
            int order = Long.compareUnsigned(value, other.value);
            return order == 0 ? Integer.compare(row, other.row) : order;
        }
    }
}
