package dev.darkroom.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page finds the small pictures of its rows: inside itself, as long as it can still be mailed then, or beside it.
 * Not thread-safe.
 */
final class Thumbnails {

    static final String FOLDER = "thumbnails";

    /** No thumbnail of 320 pixels needs as much. */
    private static final long MOST_BYTES = 256 * 1024;

    private static final String JPEG = "data:image/jpeg;base64,";

    private final Path folder;
    private final String address;
    private long room;

    /**
     * @param folder where they lie
     * @param address of the folder as seen from the page
     * @param room how many characters of the page they may take
     */
    Thumbnails(Path folder, String address, long room) {
        this.folder = folder;
        this.address = address;
        this.room = room;
    }

    /** The row's source picture, or null if there is none. */
    @Nullable
    String source(long row) throws IOException {
        return address(row + "-source.jpg");
    }

    /** The row's output, from 1, or null if there is no thumbnail of it. */
    @Nullable
    String output(long row, int n) throws IOException {
        return address(row + "-" + n + ".jpg");
    }

    private @Nullable String address(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        long size = room > 0 ? Files.size(file) : Long.MAX_VALUE;
        long characters = JPEG.length() + (size + 2) / 3 * 4;
        if (size > MOST_BYTES || characters > room) {
            return address + name;
        }
        room -= characters;
        return JPEG + Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    }
}
