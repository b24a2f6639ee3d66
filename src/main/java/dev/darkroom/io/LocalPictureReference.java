package dev.darkroom.io;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a stored input for a picture on this disk: what is sent is made of it when the request is sent, and is stored
 * nowhere. Its text is {@code file:sha256:}, the hash, a slash and the path.
 *
 * @param sha256 the hash of its bytes, 64 hex digits
 * @param path where it lies, relative to the manifest's folder, with slashes
 */
public record LocalPictureReference(String sha256, String path) {

    /** The beginning of the text of each. */
    public static final String PREFIX = "file:sha256:";

    private static final Pattern TEXT = Pattern.compile(PREFIX + "([0-9a-f]{64})/(.+)", Pattern.DOTALL);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public LocalPictureReference {
        Objects.requireNonNull(path, "path is null");
        if (!HASH.matcher(sha256).matches()) {
            throw new IllegalArgumentException("a hash has 64 hex digits, not " + sha256);
        }
    }

    /** Reads the text of one; null if it is not one's. */
    public static @Nullable LocalPictureReference parse(String text) {
        if (!isOne(text)) {
            return null;
        }
        Matcher parts = TEXT.matcher(text);
        return parts.matches() ? new LocalPictureReference(parts.group(1), parts.group(2)) : null;
    }

    /** Returns whether a text of a stored input is one's. */
    public static boolean isOne(String text) {
        return text.startsWith(PREFIX);
    }

    /** Returns what tells an address from others: of a picture on this disk its bytes alone, else the address. */
    public static String identity(String address) {
        LocalPictureReference reference = parse(address);
        return reference == null ? address : PREFIX + reference.sha256;
    }

    @Override
    public String toString() {
        return PREFIX + sha256 + "/" + path;
    }
}
