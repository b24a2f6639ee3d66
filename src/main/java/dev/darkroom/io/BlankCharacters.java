package dev.darkroom.io;

/** Tells characters that show nothing: blanks and line ends of any script, marks of direction and order, fillers. */
public final class BlankCharacters {

    private static final int NEXT_LINE = 0x85;

    private BlankCharacters() {}

    /**
     * Returns whether the character shows nothing. Controls other than line ends and tabs are none of these: they are a
     * sign of damage, and not to be overlooked.
     */
    public static boolean isBlank(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL -> Character.isWhitespace(point) || point == NEXT_LINE;
            case Character.FORMAT, Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> isFiller(point);
        };
    }

    /** Returns whether the text has nothing to show. */
    public static boolean isBlank(String text) {
        return text.codePoints().allMatch(BlankCharacters::isBlank);
    }

    /** Returns the text without the characters at its ends that show nothing. */
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    /** Returns whether a letter, mark or symbol has no shape: joiners, Hangul fillers, variation selectors, empty braille. */
    private static boolean isFiller(int point) {
        return switch (point) {
            case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default ->
                (point >= 0x180B && point <= 0x180F)
                        || (point >= 0xFE00 && point <= 0xFE0F)
                        || (point >= 0xE0100 && point <= 0xE01EF);
        };
    }
}
