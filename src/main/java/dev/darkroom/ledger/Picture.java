package dev.darkroom.ledger;

import java.util.Objects;

/**
 * A downloaded output in its place.
 *
 * @param file its path relative to the run's output directory, with {@code /} between folders
 * @param sha256 of its bytes, 64 hex digits
 * @param bytes its size
 * @param width in pixels
 * @param height in pixels
 * @param contentType what its bytes are, such as {@code image/png}
 */
public record Picture(String file, String sha256, long bytes, int width, int height, String contentType) {

    public Picture {
        Objects.requireNonNull(file, "file is null");
        Objects.requireNonNull(sha256, "sha256 is null");
        Objects.requireNonNull(contentType, "contentType is null");
    }

    /** The same picture under another name. */
    public Picture named(String name) {
        return new Picture(name, sha256, bytes, width, height, contentType);
    }

    /** What its name ends in, without the dot. */
    public String extension() {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
