package dev.darkroom.simulator.picture;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** The sample catalog's pictures, which its made-up host serves and nobody else. Thread-safe. */
public final class SamplePictures {

    private static final String HOST = "https://catalog.darkroom.example/";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,120}");

    private SamplePictures() {}

    /** Returns the file of this name, empty if there is none. */
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

    /**
     * Returns another picture for the same article: the file of this name, the other way round; empty if there is none.
     */
    public static Optional<byte[]> mirrored(String name) {
        return find(name).map(bytes -> {
            try {
                BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
                BufferedImage turned =
                        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = turned.createGraphics();
                graphics.drawImage(image, image.getWidth(), 0, -image.getWidth(), image.getHeight(), Color.WHITE, null);
                graphics.dispose();
                ByteArrayOutputStream written = new ByteArrayOutputStream();
                ImageIO.write(turned, name.endsWith(".png") ? "png" : "jpg", written);
                return written.toByteArray();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Returns the content type of a file of this name. */
    public static String contentType(String name) {
        return name.endsWith(".png") ? "image/png" : "image/jpeg";
    }

    /** Returns the file behind an address, empty if it is none of the catalog's. */
    static Optional<byte[]> at(String url) {
        return url.startsWith(HOST) ? find(url.substring(HOST.length()).replaceFirst("[?#].*", "")) : Optional.empty();
    }
}
