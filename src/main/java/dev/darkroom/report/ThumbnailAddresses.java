package dev.darkroom.report;

import dev.darkroom.picture.ThumbnailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Finds the address of each small picture for a page: inside the page itself, as long as it can still be mailed then,
 * or beside it. Not thread-safe.
 */
final class ThumbnailAddresses {

    /** The size above which a file is no true thumbnail. */
    private static final long MAX_BYTES = 256 * 1024;

    private static final String JPEG = "data:image/jpeg;base64,";

    private final ThumbnailStore files;
    private final StoredThumbnails stored;
    private final String folder;
    private long room;

    /**
     * @param files the run's on this host
     * @param stored those in its bucket
     * @param folder theirs as seen from the page, with a slash at its end
     * @param room how many characters of the page they may take
     */
    ThumbnailAddresses(ThumbnailStore files, StoredThumbnails stored, String folder, long room) {
        this.files = files;
        this.stored = stored;
        this.folder = folder;
        this.room = room;
    }

    /** The row's source picture, or null if there is none. */
    @Nullable
    String source(long row) throws IOException {
        return address(files.source(row));
    }

    /** The row's output, from 1, or null if there is no thumbnail of it. */
    @Nullable
    String output(long row, int n) throws IOException {
        return address(files.output(row, n));
    }

    private @Nullable String address(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            String elsewhere = files.relative(file);
            return stored.has(elsewhere) ? folder + elsewhere : null;
        }
        long size = room > 0 ? Files.size(file) : Long.MAX_VALUE;
        long characters = JPEG.length() + (size + 2) / 3 * 4;
        if (size > MAX_BYTES || characters > room) {
            return folder + files.relative(file);
        }
        room -= characters;
        return JPEG + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
