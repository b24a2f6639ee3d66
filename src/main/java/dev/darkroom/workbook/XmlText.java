package dev.darkroom.workbook;

/** Writes text as a workbook's XML holds it. */
final class XmlText {

    private XmlText() {}

    static String of(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        append(escaped, text);
        return escaped.toString();
    }

    /** Adds the text; characters that XML cannot hold as the format has them escaped, halves of one as question marks. */
    static void append(StringBuilder target, String text) {
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            switch (next) {
                case '&' -> target.append("&amp;");
                case '<' -> target.append("&lt;");
                case '>' -> target.append("&gt;");
                case '"' -> target.append("&quot;");
                case '\n', '\t' -> target.append(next);
                case '_' -> target.append(text.startsWith("_x", index) ? "_x005F_" : "_");
                default -> {
                    boolean pair = Character.isHighSurrogate(next)
                            && index + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(index + 1));
                    if (pair) {
                        target.append(next).append(text.charAt(index + 1));
                        index++;
                    } else if (next < ' ' || next >= 0xFFFE) {
                        String hex = Integer.toHexString(next);
                        target.append("_x")
                                .append("0".repeat(4 - hex.length()))
                                .append(hex)
                                .append('_');
                    } else {
                        target.append(Character.isSurrogate(next) ? '?' : next);
                    }
                }
            }
        }
    }
}
