package dev.darkroom.io;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LongestCommonSubsequenceDistance;

/**
 * Finds what a user who mistyped a name most likely meant, by the fewest letters to insert or delete; a changed letter
 * counts as both, so that a name cut short stays near. Case does not count, nor which of {@code -_.} and space parts words.
 */
public final class NearestNameFinder {

    private static final LongestCommonSubsequenceDistance LETTERS = new LongestCommonSubsequenceDistance();

    private NearestNameFinder() {}

    /**
     * Finds the nearest known name, of equally near ones the first in the collection's order. Names that merely end in
     * what was written count as nearer than any other. Empty only if nothing is known.
     */
    public static Optional<String> find(String written, Collection<String> known) {
        String wanted = fold(written);
        return known.stream().min(Comparator.comparingInt(name -> rank(wanted, fold(name))));
    }

    /** Finds the nearest known name that may well be meant. */
    public static Optional<String> findNear(String written, Collection<String> known) {
        return find(written, known).filter(name -> isNear(written, name));
    }

    /** Tells whether the name may well be meant: with two letters too many or too few, or a third of what was written. */
    public static boolean isNear(String written, String name) {
        String wanted = fold(written);
        return LETTERS.apply(wanted, fold(name)) <= Math.max(2, wanted.length() / 3);
    }

    private static int rank(String wanted, String name) {
        if (wanted.equals(name)) {
            return -2;
        }
        boolean tail = !wanted.isEmpty() && (name.endsWith("/" + wanted) || name.endsWith("_" + wanted));
        return tail ? -1 : LETTERS.apply(wanted, name);
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replaceAll("[-. ]", "_");
    }
}
