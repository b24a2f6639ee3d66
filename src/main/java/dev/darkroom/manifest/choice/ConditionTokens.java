package dev.darkroom.manifest.choice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The words, values and signs of a condition, read one after the other. */
final class ConditionTokens {

    private static final String SIGNS = "()=!<>,";

    private final List<Token> tokens = new ArrayList<>();
    private int next;

    /** @throws ConditionException if a quote is not closed */
    ConditionTokens(String text) {
        for (int at = 0; at < text.length(); ) {
            char first = text.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (first == '\'' || first == '"') {
                at = quoted(text, at);
            } else if (SIGNS.indexOf(first) >= 0) {
                at = sign(text, at);
            } else {
                at = word(text, at);
            }
        }
        tokens.add(new Token(TokenKind.END, "", text.length() + 1));
    }

    private int quoted(String text, int from) {
        char quote = text.charAt(from);
        StringBuilder value = new StringBuilder();
        for (int at = from + 1; at < text.length(); at++) {
            if (text.charAt(at) != quote) {
                value.append(text.charAt(at));
            } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
                value.append(quote);
                at++;
            } else {
                tokens.add(new Token(TokenKind.QUOTED, value.toString(), from + 1));
                return at + 1;
            }
        }
        throw new ConditionException(from + 1, "a quote begins that does not end");
    }

    private int sign(String text, int from) {
        boolean isDouble = from + 1 < text.length()
                && List.of("!=", "<=", ">=", "==", "<>").contains(text.substring(from, from + 2));
        int end = from + (isDouble ? 2 : 1);
        tokens.add(new Token(TokenKind.SIGN, text.substring(from, end), from + 1));
        return end;
    }

    private int word(String text, int from) {
        int end = from;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && SIGNS.indexOf(text.charAt(end)) < 0
                && text.charAt(end) != '\''
                && text.charAt(end) != '"') {
            end++;
        }
        tokens.add(new Token(TokenKind.WORD, text.substring(from, end), from + 1));
        return end;
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        Token token = tokens.get(next);
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Takes words or a sign if they are the next; keywords may be written in any case. */
    boolean takeIf(String... expected) {
        for (int index = 0; index < expected.length; index++) {
            Token token = tokens.get(Math.min(next + index, tokens.size() - 1));
            if (!token.isKeyword(expected[index])) {
                return false;
            }
        }
        next += expected.length;
        return true;
    }

    /** The kinds of tokens. */
    enum TokenKind {
        WORD,
        QUOTED,
        SIGN,
        END
    }

    /** @param character where it begins, from 1 */
    record Token(TokenKind kind, String text, int character) {

        boolean isKeyword(String expected) {
            return (kind == TokenKind.WORD || kind == TokenKind.SIGN)
                    && text.toLowerCase(Locale.ROOT).equals(expected);
        }

        String shown() {
            return kind == TokenKind.END ? "the end" : "\"" + text + "\"";
        }
    }
}
