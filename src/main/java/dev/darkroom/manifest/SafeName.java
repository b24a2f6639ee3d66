package dev.darkroom.manifest;

import dev.darkroom.io.SafeText;
import dev.darkroom.io.WordCharacters;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Makes text safe as a part of a file's name on Linux, macOS and Windows alike.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/fileio/naming-a-file">Windows, naming files</a>
 */
final class SafeName {

    private static final String REPLACEMENT = "_";
    private static final Pattern UNSAFE = Pattern.compile("[\\x{FFFE}\\x{FFFF}<>:\"/\\\\|?*]");
    private static final Pattern UNSAFE_BUT_SLASH =
            Pattern.compile(UNSAFE.pattern().replace("/", ""));
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BEYOND_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    private static final Pattern LEADING_DOTS = Pattern.compile("^\\.+");
    private static final Pattern TRAILING_DOTS = Pattern.compile("[.\\p{Z}]+$");
    private static final Pattern DEVICE = Pattern.compile(
            "(con|prn|aux|nul|(com|lpt)[\\d\u00b9\u00b2\u00b3]|conin\\$|conout\\$)\\s*(\\..*)?",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private SafeName() {}

    /** Makes a row's value safe: whatever it holds, it stays in its place in the path, and it is never empty. */
    static String value(String value) {
        if (isPlain(value, "")) {
            return value;
        }
        String plain =
                safe(Normalizer.normalize(value, Normalizer.Form.NFC), UNSAFE).strip();
        return plain.isEmpty() ? REPLACEMENT : withoutOuterDots(plain);
    }

    /** Makes a piece of the template safe, in which a slash parts folders. */
    static String literal(String text) {
        return safe(text, UNSAFE_BUT_SLASH);
    }

    private static String safe(String text, Pattern unsafe) {
        String seen = SafeText.replaceUnseen(text, point -> REPLACEMENT);
        return unsafe.matcher(seen).replaceAll(REPLACEMENT);
    }

    /** Makes a whole name between two slashes safe. */
    static String segment(String segment) {
        String plain = withoutOuterDots(segment.strip());
        return DEVICE.matcher(plain).matches() ? REPLACEMENT + plain : plain;
    }

    /** Returns whether a text is nothing but ASCII letters, digits, - and _, and these, and not empty: most are. */
    private static boolean isPlain(String text, String also) {
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean isWord = WordCharacters.isWord(character);
            if (!isWord && also.indexOf(character) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static String withoutOuterDots(String text) {
        String led = LEADING_DOTS.matcher(text).replaceFirst(REPLACEMENT);
        return TRAILING_DOTS.matcher(led).replaceFirst(REPLACEMENT);
    }

    /** Returns the text without accents, and each other character beyond ASCII replaced. */
    static String ascii(String text) {
        String plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return BEYOND_ASCII.matcher(plain).replaceAll(REPLACEMENT);
    }

    /** Returns as much of the text as fits into so many bytes of UTF-8, in whole characters. */
    static String cut(String text, int most) {
        if (bytes(text) <= most) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int bytes = 0;
        for (int point : text.codePoints().toArray()) {
            String character = Character.toString(point);
            bytes += bytes(character);
            if (bytes > most) {
                break;
            }
            cut.append(character);
        }
        return cut.toString();
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Returns a text that is equal for names that some file system takes for one: those that differ only by case or
     * Unicode form.
     */
    static String fold(String name) {
        if (isPlain(name, "./")) {
            return name.toLowerCase(Locale.ROOT);
        }
        String upper = Normalizer.normalize(name, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
