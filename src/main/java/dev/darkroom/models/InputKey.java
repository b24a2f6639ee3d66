package dev.darkroom.models;

import dev.darkroom.io.Sha256;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/**
 * The key that two rows have in common if they are the same purchase: SHA-256 over the model's id, a line feed and the
 * canonical input (keys sorted, numbers in their shortest form). A seed that Darkroom chose is no part of it; one that
 * the user gave is.
 *
 * @param hex 64 hex digits in lower case
 */
public record InputKey(String hex) {

    private static final int HEX_DIGITS = 64;

    public InputKey {
        Objects.requireNonNull(hex, "hex is null");
        if (!isOne(hex)) {
            throw new IllegalArgumentException("an input key has 64 hex digits, not " + hex);
        }
    }

    /** Returns whether a text has the form of a key. */
    public static boolean isOne(String text) {
        return text.length() == HEX_DIGITS
                && text.chars().allMatch(digit -> (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'));
    }

    /** Returns the key of an input without a seed that Darkroom chose. */
    public static InputKey of(String model, JsonNode input) {
        return new InputKey(Sha256.hex(model + '\n' + CanonicalJson.of(input)));
    }

    /**
     * Returns the seed for an input that has none: the key's first 31 bits, so the same input has the same seed every
     * night.
     */
    public long seed() {
        byte[] first = HexFormat.of().parseHex(hex, 0, 8);
        return Integer.toUnsignedLong(ByteBuffer.wrap(first).getInt()) >>> 1;
    }

    /** Returns the seed of one of several variants of the input, which is another for each. */
    public int seed(int variant) {
        return (int) (Sha256.first64Bits(hex + "\nvariant " + variant) >>> 33);
    }
}
