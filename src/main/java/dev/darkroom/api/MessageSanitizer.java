package dev.darkroom.api;

import dev.darkroom.io.SafeText;
import java.util.regex.Pattern;

/**
 * Makes text out of an answer, or out of an exception that may quote one, fit for reasons, logs and files: without the
 * token, on one line, with what cannot be seen shown by its number, and not longer than anyone reads. All text that
 * others wrote goes through here.
 */
final class MessageSanitizer {

    private static final int MAX = 1_000;
    private static final int GLIMPSE = 200;
    private static final int MAX_WORD = 64;

    private static final String SIGNED = "X-Amz-";
    private static final Pattern SIGNATURE = Pattern.compile(
            "(X-Amz-(?:Signature|Credential|Security-Token)(?:=|%3D))[^&%\\s\"'<>\\\\]++(?:%(?!26)[0-9A-Fa-f]{2}[^&%\\s\"'<>\\\\]*+)*+");

    private static final String ENCODED = ";base64,";
    private static final Pattern DATA = Pattern.compile("(;base64,)[A-Za-z0-9+/=_%\\\\-]++");

    private static final Pattern BREAKS = Pattern.compile("[\\t-\\r\\x{1c}-\\x{1f}\\x{85}\\p{Zl}\\p{Zp}]+");

    private final ApiToken token;

    MessageSanitizer(ApiToken token) {
        this.token = token;
    }

    /** Returns the text, masked and cut. */
    String of(String text) {
        return cut(line(text), MAX);
    }

    /** Sanitizes a code or a status: short, and nothing in it that would break the line {@code CODE: message}. */
    String keyword(String text) {
        return cut(line(text).replaceAll("[\\s:|]+", "_"), MAX_WORD);
    }

    /** Returns the start of an answer that has no message of its own. */
    String glimpse(HttpReply reply) {
        String text = cut(line(reply.body()), GLIMPSE);
        return text.isEmpty() ? "HTTP " + reply.status() : "HTTP " + reply.status() + ": " + text;
    }

    /** Masks a text before it is cut: half a token would not be found. */
    private String line(String text) {
        return SafeText.line(BREAKS.matcher(withoutSources(token.masked(text)))
                .replaceAll(" ")
                .strip());
    }

    /** Masks what an answer may repeat of a source: the signature of its address, or the picture itself. */
    private static String withoutSources(String text) {
        String unsigned = text.contains(SIGNED) ? SIGNATURE.matcher(text).replaceAll("$1***") : text;
        return unsigned.contains(ENCODED) ? DATA.matcher(unsigned).replaceAll("$1***") : unsigned;
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
