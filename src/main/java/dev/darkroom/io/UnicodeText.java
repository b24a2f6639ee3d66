package dev.darkroom.io;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a text what is no character: halves of surrogate pairs, which become the same question mark in UTF-8, so that
 * texts which differ here are equal on disk and at the service; and NUL, at which other programs end a text.
 */
public final class UnicodeText {

    /** What is wrong with a text that holds NUL. */
    public static final String NUL = "holds a NUL character";

    private UnicodeText() {}

    /** Returns what is wrong with the text, as the end of a sentence about it; null if nothing is. */
    public static @Nullable String fault(String text) {
        if (text.indexOf('\0') >= 0) {
            return NUL;
        }
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (Character.isHighSurrogate(unit)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1))) {
                index++;
            } else if (Character.isSurrogate(unit)) {
                return String.format(Locale.ROOT, "holds half a character, \\u%04x, which is not Unicode", (int) unit);
            }
        }
        return null;
    }
}
