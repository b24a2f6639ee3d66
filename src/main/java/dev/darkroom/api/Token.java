package dev.darkroom.api;

import java.util.Objects;

/** The account's secret. Its text leaves this class only for the one header that carries it. */
public final class Token {

    private final String secret;

    /** @throws IllegalArgumentException if the text cannot stand in a header */
    public Token(String secret) {
        Objects.requireNonNull(secret, "secret is null");
        if (secret.isBlank() || !secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("the token is empty or holds characters that no token has");
        }
        this.secret = secret;
    }

    String bearer() {
        return "Bearer " + secret;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[…]";
    }
}
