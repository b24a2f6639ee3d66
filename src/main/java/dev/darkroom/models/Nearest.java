package dev.darkroom.models;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds what a user who mistyped a name most likely meant. */
public final class Nearest {

    private Nearest() {}

    /**
     * Returns the known name that takes the fewest letters to insert, delete, swap or change, case aside; of equally near
     * ones the first in the collection's order. Names that merely end in what was written count as nearer than any
     * other. Empty only if nothing is known.
     */
    public static Optional<String> of(String written, Collection<String> known) {
        String wanted = fold(written);
        return known.stream().min(Comparator.comparingInt(name -> distance(wanted, fold(name))));
    }

    /**
     * Whether a path such as a model's id may well be meant by what was written: as a whole, or by as many of its parts
     * as were written, with a third of the letters wrong at most.
     */
    static boolean isNear(String written, String known) {
        String wanted = fold(written);
        List<String> parts = List.of(fold(known).split("/", -1));
        int length = (int) wanted.chars().filter(letter -> letter == '/').count() + 1;
        int allowed = Math.max(2, wanted.length() / 3);
        return IntStream.rangeClosed(0, parts.size() - length)
                .mapToObj(start -> String.join("/", parts.subList(start, start + length)))
                .anyMatch(part -> edits(wanted, part) <= allowed);
    }

    private static int distance(String wanted, String name) {
        if (wanted.equals(name)) {
            return -2;
        }
        boolean tail = !wanted.isEmpty() && (name.endsWith("/" + wanted) || name.endsWith("_" + wanted));
        return tail ? -1 : edits(wanted, name);
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** The optimal string alignment distance, row by row; a changed letter counts twice, so that a name cut short stays near. */
    private static int edits(String left, String right) {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int column = 0; column <= right.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= left.length(); row++) {
            current[0] = row;
            for (int column = 1; column <= right.length(); column++) {
                int change = left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 2;
                int best = Math.min(previous[column - 1] + change, 1 + Math.min(previous[column], current[column - 1]));
                if (row > 1
                        && column > 1
                        && left.charAt(row - 1) == right.charAt(column - 2)
                        && left.charAt(row - 2) == right.charAt(column - 1)) {
                    best = Math.min(best, beforePrevious[column - 2] + 1);
                }
                current[column] = best;
            }
            int[] spare = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = spare;
        }
        return previous[right.length()];
    }
}
