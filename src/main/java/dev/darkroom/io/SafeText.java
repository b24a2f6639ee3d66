package dev.darkroom.io;

import java.util.Locale;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Makes text that others wrote (the service's messages, a manifest's cells, file names) safe for a terminal and for a
 * log of one line an entry. Control characters, ANSI sequences' escapes, line breaks, characters that turn the writing
 * direction or cannot be seen, and halves of surrogate pairs become {@code \n}, {@code \t} or a hexadecimal escape; all
 * else stays as it is.
 *
 * @see <a href="https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing">Unicode TR 36</a>
 */
public final class SafeText {

    private static final char FIRST_SURROGATE = Character.MIN_SURROGATE;

    private SafeText() {}

    /** Returns the text as one line that shows what is in it; the same object if there is nothing to escape. */
    public static String line(String text) {
        Objects.requireNonNull(text, "text is null");
        int index = 0;
        while (index < text.length() && isPlain(text.charAt(index))) {
            index++;
        }
        return index == text.length() ? text : escaped(text, index);
    }

    /**
     * Returns the text as {@link #line(String)} does, cut to at most so many characters, the last one then an ellipsis.
     */
    public static String line(String text, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("most must be at least 1");
        }
        String shown = line(text);
        if (shown.length() <= most) {
            return shown;
        }
        int end = most - 1;
        boolean splitsPair = end > 0 && Character.isHighSurrogate(shown.charAt(end - 1));
        return shown.substring(0, splitsPair ? end - 1 : end) + "…";
    }

    private static boolean isPlain(char character) {
        return character >= ' ' && (character < '\u007f' || (character < FIRST_SURROGATE && isVisible(character)));
    }

    private static String escaped(String text, int from) {
        StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, from);
        text.substring(from).codePoints().forEach(point -> {
            if (isVisible(point)) {
                shown.appendCodePoint(point);
            } else {
                shown.append(escape(point));
            }
        });
        return shown.toString();
    }

    /** Tells whether a character is shown as it is. Joiners are, though unseen: some scripts and emoji need them. */
    public static boolean isVisible(int point) {
        return !isUnseen(point) || point == 0x200C || point == 0x200D;
    }

    /** Replaces every character that is not seen, joiners too: names and addresses need none. */
    public static String replaceUnseen(String text, IntFunction<String> replacement) {
        StringBuilder seen = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (isUnseen(point)) {
                seen.append(replacement.apply(point));
            } else {
                seen.appendCodePoint(point);
            }
        });
        return seen.toString();
    }

    private static boolean isUnseen(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static String escape(int point) {
        return switch (point) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> String.format(Locale.ROOT, point > 0xFFFF ? "\\u{%x}" : "\\u%04x", point);
        };
    }
}
