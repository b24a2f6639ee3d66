package dev.darkroom.api;

import dev.darkroom.io.BlankCharacters;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the account's token as people keep it. What surely is no part of it falls away: blanks, line ends and a byte
 * order mark around it. Whatever else is not a token alone is refused; no message repeats any of it.
 */
public final class TokenParser {

    /** The longest file that is read as a token, in bytes. */
    public static final int MAX_BYTES = 16 * 1024;

    /** A setting; the padding at the end of a token in Base64 is none. */
    private static final Pattern SETTING =
            Pattern.compile("(?s)(export\\s+|set\\s+)?[A-Za-z_][A-Za-z0-9_]*(\\s*=[^=]|\\s*:\\s).*");

    private static final Pattern QUOTED =
            Pattern.compile("(?s)([\"'`\u201c\u2018\u00ab]).*|.*[\"'`\u201d\u2019\u00bb]");

    private TokenParser() {}

    /**
     * Reads a file's bytes; a text without a token is empty.
     *
     * @throws IllegalArgumentException whose message stands after the file's name
     */
    public static String text(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("is not a token's: it has more than " + MAX_BYTES + " bytes");
        }
        try {
            ByteBuffer given = ByteBuffer.wrap(bytes);
            return StandardCharsets.UTF_8.newDecoder().decode(given).toString();
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException("is not UTF-8. Save it as UTF-8", broken);
        }
    }

    /**
     * Returns why a text that shows nothing is no token, as the end of a sentence about what holds it; null if it shows
     * anything.
     */
    public static @Nullable String emptiness(String text) {
        if (!BlankCharacters.isBlank(text)) {
            return null;
        }
        if (text.isEmpty()) {
            return "is empty";
        }
        return text.equals("\ufeff")
                ? "holds nothing but a byte order mark"
                : "holds nothing but blanks, line ends or other characters that show nothing";
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException whose message stands after what holds it, if it is not a token alone
     */
    public static ApiToken token(String text) {
        String token = BlankCharacters.strip(text);
        if (SETTING.matcher(token).matches()) {
            throw refused("holds a setting, such as NAME=value. Leave nothing but the token in it");
        }
        if (QUOTED.matcher(token).matches()) {
            throw refused("holds quotes around the token. Take them away");
        }
        if (token.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw refused("holds Bearer before the token. Take it away");
        }
        if (token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0) {
            throw refused("holds more than one line. Leave nothing but the token in it");
        }
        int odd = (int) token.chars().takeWhile(TokenParser::isOfToken).count();
        if (odd < token.length()) {
            throw refused("holds a token with a blank or a character beyond ASCII in it, at its character " + (odd + 1)
                    + ". Copy the token anew");
        }
        return new ApiToken(token);
    }

    private static boolean isOfToken(int character) {
        return character > 0x20 && character < 0x7f;
    }

    private static IllegalArgumentException refused(String message) {
        return new IllegalArgumentException(message);
    }
}
