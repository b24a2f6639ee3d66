package dev.darkroom.simulator.picture;

import com.luciad.imageio.webp.WebPImageWriterSpi;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** The file formats of pictures. Thread-safe. */
enum PictureFormat {
    PNG(0.8f),
    JPEG(0.85f),
    /** Written by a native library, which is not there on every system. */
    WEBP(0.8f);

    private final float quality;

    PictureFormat(float quality) {
        this.quality = quality;
    }

    static PictureFormat named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    byte[] encode(BufferedImage painted) {
        if (this == PNG && painted.getType() == BufferedImage.TYPE_BYTE_INDEXED) {
            return IndexedPng.encode(painted);
        }
        BufferedImage image = this == PNG ? painted : trueColours(painted);
        ImageWriter writer = writer();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            if (how.getCompressionType() == null) {
                how.setCompressionType(how.getCompressionTypes()[0]);
            }
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError e) {
            throw new IllegalStateException("this system has no library to write " + this, e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static BufferedImage trueColours(BufferedImage painted) {
        if (painted.getType() == BufferedImage.TYPE_INT_RGB) {
            return painted;
        }
        BufferedImage image = new BufferedImage(painted.getWidth(), painted.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(painted, 0, 0, null);
        graphics.dispose();
        return image;
    }

    /** Finds the WebP writer by name, so that nothing depends on what a class path scan finds. */
    private ImageWriter writer() {
        try {
            return this == WEBP
                    ? new WebPImageWriterSpi().createWriterInstance()
                    : ImageIO.getImageWritersByFormatName(name().toLowerCase(Locale.ROOT))
                            .next();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
