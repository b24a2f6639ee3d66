package dev.darkroom.results;

import dev.darkroom.io.Sha256;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of the report files. A column's name becomes part of one, so whatever a file system or a shell might take
 * amiss is replaced; a name that this changed, or that differs from another by case alone, gets a part of its hash.
 */
final class ReportNames {

    private static final int MAX_CHARACTERS = 60;
    private static final int HASH_BYTES = 4;

    private final Set<String> taken = new HashSet<>(List.of("status", "error", "model", "flag"));

    /** The file's name for a column as it is called in the results, such as {@code by-brand.csv}. */
    String by(String column) {
        String composed = Normalizer.normalize(column, Normalizer.Form.NFC);
        String safe = composed.replaceAll("[^\\p{L}\\p{M}\\p{N}_.-]", "_");
        String cut = safe.length() <= MAX_CHARACTERS ? safe : safe.substring(0, MAX_CHARACTERS);
        boolean alone = taken.add(cut.toLowerCase(Locale.ROOT));
        return "by-" + (alone && cut.equals(column) ? cut : cut + "-" + hash(column)) + ".csv";
    }

    private static String hash(String column) {
        return HexFormat.of().formatHex(Sha256.of(column), 0, HASH_BYTES);
    }
}
