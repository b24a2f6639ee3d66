package dev.darkroom.cli.terminal;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/**
 * Measures the columns of a terminal that a text takes: none for a character that joins the one before it, two for
 * those of Chinese, Japanese and Korean and for pictograms, one for any other.
 *
 * @see <a href="https://www.unicode.org/reports/tr11/">Unicode TR 11</a>
 */
public final class DisplayWidth {

    static final String ELLIPSIS = "…";

    private static final Set<UnicodeScript> WIDE_SCRIPTS = Set.of(
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.BOPOMOFO,
            UnicodeScript.YI);

    private DisplayWidth() {}

    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    /** Returns the longest beginning of a text that takes no more than so many columns, whole characters alone. */
    public static String cut(String text, int columns) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            taken += of(point);
            if (taken > columns) {
                return text.substring(0, end);
            }
            end += Character.charCount(point);
        }
        return text;
    }

    private static int of(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> isWide(point) ? 2 : 1;
        };
    }

    private static boolean isWide(int point) {
        if (point < 0x1100 || isBetween(point, 0xFF61, 0xFFDC)) {
            return false;
        }
        return WIDE_SCRIPTS.contains(UnicodeScript.of(point))
                || isBetween(point, 0x3000, 0x303E)
                || isBetween(point, 0xFF01, 0xFF60)
                || isBetween(point, 0xFFE0, 0xFFE6)
                || isBetween(point, 0x1F300, 0x1F64F)
                || isBetween(point, 0x1F680, 0x1F6FF)
                || isBetween(point, 0x1F900, 0x1FAFF);
    }

    private static boolean isBetween(int point, int first, int last) {
        return point >= first && point <= last;
    }
}
