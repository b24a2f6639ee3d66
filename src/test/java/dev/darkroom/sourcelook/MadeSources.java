package dev.darkroom.sourcelook;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes source pictures of all sorts. */
public final class MadeSources {

    private MadeSources() {}

    /** Makes one of the format, such as {@code jpg}, of a type of {@link BufferedImage}. */
    public static byte[] picture(String format, int width, int height, int type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(new BufferedImage(width, height, type), format, bytes)) {
                throw new AssertionError("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public static byte[] jpeg(int width, int height) {
        return picture("jpg", width, height, BufferedImage.TYPE_INT_RGB);
    }

    /** Makes an animation of so many frames. */
    public static byte[] gif(int width, int height, int frames) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BufferedImage frame = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED);
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            writer.prepareWriteSequence(null);
            for (int n = 0; n < frames; n++) {
                writer.writeToSequence(
                        new IIOImage(
                                frame,
                                null,
                                writer.getDefaultImageMetadata(
                                        ImageTypeSpecifier.createFromRenderedImage(frame), null)),
                        null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Makes one whose pixels come in several passes. */
    public static byte[] progressive(String format, int width, int height) {
        return written(
                format,
                new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB),
                how -> how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /** Makes a WebP that lost nothing. */
    public static byte[] losslessWebp(int width, int height, int type) {
        return written("webp", new BufferedImage(width, height, type), how -> {
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionType("Lossless");
        });
    }

    private static byte[] written(String format, BufferedImage picture, Consumer<ImageWriteParam> rules) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            rules.accept(how);
            writer.setOutput(output);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Makes a coloured PNG of 16 bits for each sample. */
    public static byte[] deepPng(int width, int height) {
        ColorModel deep = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(
                    new BufferedImage(deep, deep.createCompatibleWritableRaster(width, height), false, null),
                    "png",
                    bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Makes a PNG that says that it moves. */
    public static byte[] apng(int width, int height, int frames) {
        return withChunk(
                picture("png", width, height, BufferedImage.TYPE_INT_RGB),
                "acTL",
                ByteBuffer.allocate(8).putInt(frames).array());
    }

    /** Makes a PNG whose metadata say how it is to be held. */
    public static byte[] turnedPng(int width, int height, int orientation) {
        return withChunk(picture("png", width, height, BufferedImage.TYPE_INT_RGB), "eXIf", exif(orientation));
    }

    /** Puts a chunk behind a PNG's first, which tells the sides. */
    private static byte[] withChunk(byte[] png, String name, byte[] content) {
        ByteBuffer whole = ByteBuffer.allocate(png.length + 12 + content.length);
        byte[] chunk = name.getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(chunk);
        sum.update(content);
        whole.put(png, 0, 33).putInt(content.length).put(chunk).put(content).putInt((int) sum.getValue());
        return whole.put(png, 33, png.length - 33).array();
    }

    private static byte[] exif(int orientation) {
        ByteBuffer exif = ByteBuffer.allocate(32);
        exif.put(new byte[] {'M', 'M', 0, 42}).putInt(8).putShort((short) 1);
        return exif.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
    }

    /** Makes a WebP in the extended form, of so many frames if it has more than one, with metadata behind them. */
    public static byte[] extendedWebp(int width, int height, int orientation, int frames) {
        byte[] simple = picture("webp", width, height, BufferedImage.TYPE_INT_RGB);
        byte[] pixels = Arrays.copyOfRange(simple, 12, simple.length);
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        ByteBuffer canvas = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        canvas.putInt(0x08 | (frames > 1 ? 0x02 : 0));
        canvas.putShort((short) (width - 1))
                .put((byte) 0)
                .putShort((short) (height - 1))
                .put((byte) 0);
        chunk(chunks, "VP8X", canvas.array());
        if (frames == 1) {
            chunks.writeBytes(pixels);
        } else {
            chunk(chunks, "ANIM", new byte[6]);
            for (int n = 0; n < frames; n++) {
                ByteBuffer frame = ByteBuffer.allocate(16 + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
                frame.position(6);
                frame.putShort((short) (width - 1))
                        .put((byte) 0)
                        .putShort((short) (height - 1))
                        .put((byte) 0);
                frame.position(16);
                chunk(chunks, "ANMF", frame.put(pixels).array());
            }
        }
        chunk(chunks, "EXIF", exif(orientation));
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes("RIFF".getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(number(4 + chunks.size()));
        whole.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(chunks.toByteArray());
        return whole.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream chunks, String name, byte[] content) {
        chunks.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        chunks.writeBytes(number(content.length));
        chunks.writeBytes(content);
        chunks.writeBytes(new byte[content.length & 1]);
    }

    private static byte[] number(int number) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(number)
                .array();
    }

    /** Puts a profile of so many segments of 64 KB ahead of a JPEG's sides. */
    public static byte[] withProfile(byte[] jpeg, int segments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(jpeg, 0, 2);
        for (int n = 1; n <= segments; n++) {
            ByteBuffer segment = ByteBuffer.allocate(2 + 0xffff);
            segment.putShort((short) 0xffe2).putShort((short) 0xffff);
            segment.put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1));
            segment.put((byte) n).put((byte) segments);
            bytes.writeBytes(segment.array());
        }
        bytes.write(jpeg, 2, jpeg.length - 2);
        return bytes.toByteArray();
    }

    /** Makes the beginning of a picture, or a film, in the container that they share. */
    public static byte[] container(String brand) {
        return ("\0\0\0\u0018ftyp" + brand + "\0\0\0\0mif1" + brand).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Makes the beginning of a HEIC picture. */
    public static byte[] heic() {
        return container("heic");
    }
}
