package dev.darkroom.jobfile;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the word that a misspelt one most likely is, by the number of letters to change. */
final class NearestWord {

    private NearestWord() {}

    /** The nearest of the known words, of which there must be one. */
    static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(plain(word), plain(candidate))))
                .orElseThrow();
    }

    /** Whether one may well be meant by the other. */
    static boolean isClose(String word, String candidate) {
        int allowed = Math.max(1, Math.min(word.length(), candidate.length()) / 3);
        return distance(plain(word), plain(candidate)) <= allowed;
    }

    // max_in_flight, maxInFlight and max-in-flight are the same to whoever mixes them up.
    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
    }

    /** Levenshtein's distance. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] here = new int[to.length() + 1];
            here[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int change = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
                int edited = Math.min(above[column], here[column - 1]) + 1;
                here[column] = Math.min(edited, above[column - 1] + change);
            }
            above = here;
        }
        return above[to.length()];
    }
}
