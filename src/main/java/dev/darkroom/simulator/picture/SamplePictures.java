package dev.darkroom.simulator.picture;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sample catalog's pictures, which its made-up host serves and nobody else. Thread-safe. */
public final class SamplePictures {

    private static final String HOST = "https://catalog.darkroom.example/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");

    private SamplePictures() {}

    /** The file of this name, empty if there is none. */
    public static Optional<byte[]> find(String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        try (InputStream file = SamplePictures.class.getResourceAsStream("/samples/pictures/" + name)) {
            return file == null ? Optional.empty() : Optional.of(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a file of this name holds. */
    public static String contentType(String name) {
        return name.endsWith(".png") ? "image/png" : "image/jpeg";
    }

    /** The file behind an address, empty if it is none of the catalog's. */
    static Optional<byte[]> at(String url) {
        return url.startsWith(HOST) ? find(url.substring(HOST.length()).replaceFirst("[?#].*", "")) : Optional.empty();
    }
}
