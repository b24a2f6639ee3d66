package dev.darkroom.api;

import dev.darkroom.io.Sha256;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.io.JsonStringEncoder;

/** The account's secret. Its text leaves this class only for the one header that carries it. Thread-safe. */
public final class ApiToken {

    private static final String MASK = "[token]";
    private static final int FINGERPRINT_DIGITS = 8;
    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\u00([0-7][0-9a-fA-F])|\\\\/");

    private final String secret;
    private final List<String> spellings;

    /** @throws IllegalArgumentException if the text cannot stand in a header */
    public ApiToken(String secret) {
        Objects.requireNonNull(secret, "secret is null");
        if (secret.isBlank() || !secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("the token is empty or holds characters that no token has");
        }
        this.secret = secret;
        this.spellings = spellings(secret);
    }

    String bearer() {
        return "Bearer " + secret;
    }

    /**
     * Returns eight hex digits by which accounts are told apart: too few to find the secret by, since one in four billion
     * of all others has them too.
     */
    public String fingerprint() {
        return Sha256.hex("darkroom account " + secret).substring(0, FINGERPRINT_DIGITS);
    }

    /**
     * Returns the text with {@code [token]} for the secret, also where it stands escaped as JSON, HTML or a URL would.
     */
    String masked(String text) {
        String masked =
                JSON_ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(plain(escape.group(1))));
        for (String spelling : spellings) {
            masked = masked.replace(spelling, MASK);
        }
        return masked;
    }

    @SuppressWarnings("NullAway") // a group that took no part in a match is null
    private static String plain(String digits) {
        return digits == null ? "/" : Character.toString(Integer.parseInt(digits, 16));
    }

    private static List<String> spellings(String secret) {
        StringBuilder json = new StringBuilder();
        JsonStringEncoder.getInstance().quoteAsString(secret, json);
        String html = secret.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
        return Stream.of(
                        secret,
                        json.toString(),
                        URLEncoder.encode(secret, StandardCharsets.UTF_8),
                        html,
                        html.replace("'", "&#39;"),
                        html.replace("'", "&#x27;"))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Never shows the secret. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
