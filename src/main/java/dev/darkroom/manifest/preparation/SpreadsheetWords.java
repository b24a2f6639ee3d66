package dev.darkroom.manifest.preparation;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells cells that hold what a spreadsheet or a program writes in place of a value. */
final class SpreadsheetWords {

    /** Errors of spreadsheets in any language ({@code #N/A}, {@code #DIV/0!}, {@code #VALEUR!}), and cells too narrow. */
    private static final Pattern ERROR = Pattern.compile("#(?:N/A|NV|#+|[A-Z\u00C0-\u00DC0-9/]+[!?])");

    private static final Pattern NOTHING = Pattern.compile(
            "(?i)nan|null|none|nil|undefined|n/a|<na>|<null>|\\(null\\)|\\(blank\\)|\\\\N|\\[object object]|loading\\.\\.\\.");

    private static final Pattern SHORTENED = Pattern.compile("[+-]?\\d+(?:[.,]\\d+)?[eE]\\+\\d+");

    private SpreadsheetWords() {}

    /** Returns what the cell holds, as the end of a sentence about it; null if it may be a value. */
    static @Nullable String meaning(String cell) {
        String text = cell.strip();
        if (ERROR.matcher(text).matches()) {
            return "which is a spreadsheet's error";
        }
        if (NOTHING.matcher(text).matches()) {
            return "which programs write where there is no value";
        }
        return SHORTENED.matcher(text).matches() ? "a number that a spreadsheet has shortened" : null;
    }
}
