package dev.darkroom.models;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * What makes two rows the same purchase: SHA-256 over the model's id, a line feed and the canonical input (keys sorted,
 * numbers in their shortest form). A seed that Darkroom chose is no part of it; one that the user gave is.
 *
 * @param hex 64 hex digits in lower case
 */
public record InputKey(String hex) {

    public InputKey {
        Objects.requireNonNull(hex, "hex is null");
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("an input key has 64 hex digits, not " + hex);
        }
    }

    /** The key of an input without a seed that Darkroom chose. */
    public static InputKey of(String model, JsonNode input) {
        MessageDigest digest = sha256();
        digest.update(model.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) '\n');
        digest.update(CanonicalJson.of(input).getBytes(StandardCharsets.UTF_8));
        return new InputKey(HexFormat.of().formatHex(digest.digest()));
    }

    /** The seed for an input that has none: the key's first 31 bits, so the same input has the same seed every night. */
    public long seed() {
        byte[] first = HexFormat.of().parseHex(hex, 0, 8);
        return Integer.toUnsignedLong(ByteBuffer.wrap(first).getInt()) >>> 1;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }
}
