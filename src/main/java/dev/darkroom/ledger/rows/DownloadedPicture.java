package dev.darkroom.ledger.rows;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A downloaded output in its place.
 *
 * @param file its path relative to the run's output directory, with {@code /} between folders
 * @param sha256 of its bytes, 64 hex digits
 * @param bytes its size
 * @param width in pixels
 * @param height in pixels
 * @param contentType what its bytes are, such as {@code image/png}
 * @param flags what the checks found, such as {@code blank=0.4}; journals of earlier versions have none
 */
public record DownloadedPicture(
        String file, String sha256, long bytes, int width, int height, String contentType, List<String> flags) {

    public DownloadedPicture(
            String file,
            String sha256,
            long bytes,
            int width,
            int height,
            String contentType,
            @Nullable List<String> flags) {
        this.file = Objects.requireNonNull(file, "file is null");
        this.sha256 = Objects.requireNonNull(sha256, "sha256 is null");
        this.bytes = bytes;
        this.width = width;
        this.height = height;
        this.contentType = Objects.requireNonNull(contentType, "contentType is null");
        this.flags = flags == null ? List.of() : List.copyOf(flags);
    }

    /** One without flags. */
    public DownloadedPicture(String file, String sha256, long bytes, int width, int height, String contentType) {
        this(file, sha256, bytes, width, height, contentType, List.of());
    }

    /** The same picture under another name. */
    public DownloadedPicture named(String name) {
        return new DownloadedPicture(name, sha256, bytes, width, height, contentType, flags);
    }

    /** The same picture with these flags. */
    public DownloadedPicture flagged(List<String> found) {
        return new DownloadedPicture(file, sha256, bytes, width, height, contentType, found);
    }

    /** The end of its name, without the dot. */
    public String extension() {
        return file.substring(file.lastIndexOf('.') + 1);
    }
}
