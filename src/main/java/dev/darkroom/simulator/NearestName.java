package dev.darkroom.simulator;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;

/** Finds the name that a misspelt one most likely is. */
final class NearestName {

    private NearestName() {}

    /** The one of the known names, of which there must be one, with the fewest letters to change, add or take away. */
    static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> changes(word, candidate)))
                .orElseThrow();
    }

    private static int changes(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, index -> index);
        for (int left = 1; left <= from.length(); left++) {
            int diagonal = row[0];
            row[0] = left;
            for (int right = 1; right <= to.length(); right++) {
                int replaced = diagonal + (from.charAt(left - 1) == to.charAt(right - 1) ? 0 : 1);
                diagonal = row[right];
                row[right] = Math.min(replaced, Math.min(row[right], row[right - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
