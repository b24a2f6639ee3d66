package dev.darkroom.simulator.picture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One file that stands for every output and is kept in memory, where drawing pictures would be most of the work. Its
 * bytes are not to be changed.
 *
 * @param contentType its media type, by its first bytes
 */
@SuppressWarnings("ArrayRecordComponent")
public record FixedPicture(byte[] bytes, String contentType) {

    /**
     * Reads a picture whole.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no JPEG, PNG or GIF
     */
    public static FixedPicture read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String type = URLConnection.guessContentTypeFromStream(new ByteArrayInputStream(bytes));
        if (type == null || !type.startsWith("image/")) {
            throw new IllegalArgumentException(file + " is no picture of JPEG, PNG or GIF");
        }
        return new FixedPicture(bytes, type);
    }
}
