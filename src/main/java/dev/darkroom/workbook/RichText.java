package dev.darkroom.workbook;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes texts as workbooks hold them: in runs of one look each, with characters that XML cannot hold escaped. */
final class RichText {

    private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private RichText() {}

    /** Reads the text of an element to its end; readings for the pronunciation are not part of it. */
    static String read(XmlPart part, String element) throws IOException {
        StringBuilder text = new StringBuilder();
        int phonetic = 0;
        while (part.next() && !part.ends(element)) {
            if (part.starts("rPh")) {
                phonetic++;
            } else if (part.ends("rPh")) {
                phonetic--;
            } else if (part.starts("t")) {
                part.text(phonetic == 0 ? text : new StringBuilder());
            }
        }
        return decoded(text.toString());
    }

    /** Returns the text with its escapes as the characters that they stand for. */
    static String decoded(String text) {
        if (!text.contains("_x")) {
            return text;
        }
        Matcher escapes = ESCAPED.matcher(text);
        StringBuilder decoded = new StringBuilder();
        while (escapes.find()) {
            char character = (char) Integer.parseInt(escapes.group(1), 16);
            escapes.appendReplacement(decoded, Matcher.quoteReplacement(String.valueOf(character)));
        }
        return escapes.appendTail(decoded).toString();
    }
}
