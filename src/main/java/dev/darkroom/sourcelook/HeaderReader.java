package dev.darkroom.sourcelook;

import com.drew.imaging.jpeg.JpegProcessingException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a picture from its first bytes: JPEG, PNG, WebP and GIF. It reads what it is given and unpacks nothing,
 * so that it takes no more memory than that; whatever goes wrong makes the header unreadable.
 */
final class HeaderReader {

    private static final String EXIF = "EXIF";
    private static final int SIDE_OF_WEBP = 0x3fff;
    private static final int ALPHA_OF_WEBP = 0x10;

    private HeaderReader() {}

    /** Reads it; empty if that cannot be done, or it does not tell the sides. */
    static Optional<PictureHeader> read(byte[] bytes) {
        try {
            PictureHeader header = header(bytes);
            return header == null || !header.hasSides() ? Optional.empty() : Optional.of(header);
        } catch (IOException | JpegProcessingException | RuntimeException | StackOverflowError unreadable) {
            return Optional.empty();
        }
    }

    private static @Nullable PictureHeader header(byte[] bytes) throws IOException, JpegProcessingException {
        if (begins(bytes, 0, "\u00ff\u00d8")) {
            return MetadataReading.jpeg(bytes);
        }
        if (begins(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
            return png(ByteBuffer.wrap(bytes));
        }
        if (begins(bytes, 0, "RIFF") && begins(bytes, 8, "WEBP")) {
            return webp(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        return begins(bytes, 0, "GIF8") ? gif(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)) : null;
    }

    /** Returns whether a header may go on behind these bytes: only a JPEG's sides may stand behind metadata of any length. */
    static boolean mayBeLonger(byte[] bytes) {
        return begins(bytes, 0, "\u00ff\u00d8");
    }

    private static boolean begins(byte[] bytes, int at, String with) {
        byte[] wanted = with.getBytes(StandardCharsets.ISO_8859_1);
        return bytes.length >= at + wanted.length
                && Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length);
    }

    /** Reads the chunks before the pixels. Packed ones stay packed: a profile's name stands before it. */
    private static PictureHeader png(ByteBuffer bytes) {
        bytes.position(16);
        int width = bytes.getInt();
        int height = bytes.getInt();
        int bits = bytes.get();
        int kind = bytes.get();
        boolean alpha = (kind & 4) != 0;
        String colour = kind == 3 ? PictureHeader.PALETTE : (kind & 2) != 0 ? PictureHeader.RGB : PictureHeader.GRAY;
        String profile = null;
        int frames = 1;
        MetadataReading metadata = new MetadataReading();
        bytes.position(33);
        while (bytes.remaining() >= 8) {
            int length = bytes.getInt();
            String name = text(bytes, 4);
            if (length < 0 || length > bytes.remaining() || name.equals("IDAT")) {
                break;
            }
            byte[] content = new byte[length];
            bytes.get(content);
            switch (name) {
                case "tRNS" -> alpha = true;
                case "sRGB" -> profile = "sRGB";
                case "iCCP" -> profile = nameOf(content);
                case "acTL" -> frames = Math.max(1, ByteBuffer.wrap(content).getInt());
                case "eXIf" -> metadata.exif(content);
                default -> {}
            }
            bytes.position(Math.min(bytes.limit(), bytes.position() + 4));
        }
        return new PictureHeader("png", width, height, metadata.orientation(), colour, bits, profile, alpha, frames);
    }

    private static String nameOf(byte[] profile) {
        int end = 0;
        while (end < profile.length && profile[end] != 0) {
            end++;
        }
        return MetadataReading.shortened(new String(profile, 0, end, StandardCharsets.ISO_8859_1));
    }

    private static PictureHeader webp(ByteBuffer bytes) {
        int width = 0;
        int height = 0;
        boolean alpha = false;
        int frames = 0;
        MetadataReading metadata = new MetadataReading();
        bytes.position(12);
        while (bytes.remaining() >= 8) {
            String name = text(bytes, 4);
            long length = Integer.toUnsignedLong(bytes.getInt());
            int next = (int) Math.min(bytes.limit(), bytes.position() + length + (length & 1));
            boolean whole = length <= bytes.remaining();
            switch (name) {
                case "VP8X" -> {
                    alpha = (bytes.get() & ALPHA_OF_WEBP) != 0;
                    bytes.position(bytes.position() + 3);
                    width = threeBytes(bytes) + 1;
                    height = threeBytes(bytes) + 1;
                }
                case "VP8 " -> {
                    bytes.position(bytes.position() + 6);
                    width = width == 0 ? bytes.getShort() & SIDE_OF_WEBP : width;
                    height = height == 0 ? bytes.getShort() & SIDE_OF_WEBP : height;
                }
                case "VP8L" -> {
                    bytes.get();
                    int sides = bytes.getInt();
                    width = width == 0 ? (sides & SIDE_OF_WEBP) + 1 : width;
                    height = height == 0 ? (sides >>> 14 & SIDE_OF_WEBP) + 1 : height;
                    alpha |= (sides >>> 28 & 1) != 0;
                }
                case "ANMF" -> frames++;
                case "ICCP" -> metadata.icc(whole ? content(bytes, length) : new byte[0]);
                case EXIF -> metadata.exif(whole ? content(bytes, length) : new byte[0]);
                default -> {}
            }
            bytes.position(next);
        }
        return new PictureHeader(
                "webp",
                width,
                height,
                metadata.orientation(),
                PictureHeader.RGB,
                8,
                metadata.profile(),
                alpha,
                Math.max(1, frames));
    }

    private static byte[] content(ByteBuffer bytes, long length) {
        byte[] content = new byte[(int) length];
        bytes.get(content);
        return content;
    }

    private static int threeBytes(ByteBuffer bytes) {
        return (bytes.get() & 0xff) | (bytes.get() & 0xff) << 8 | (bytes.get() & 0xff) << 16;
    }

    private static PictureHeader gif(ByteBuffer bytes) {
        bytes.position(6);
        int width = Short.toUnsignedInt(bytes.getShort());
        int height = Short.toUnsignedInt(bytes.getShort());
        GifBlocks blocks = new GifBlocks(bytes);
        blocks.skipColours(bytes.get());
        bytes.position(Math.min(bytes.limit(), bytes.position() + 2));
        blocks.skipColourTable();
        blocks.count();
        return new PictureHeader(
                "gif", width, height, 1, PictureHeader.PALETTE, 8, null, blocks.isTransparent(), blocks.frames());
    }

    private static String text(ByteBuffer bytes, int length) {
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
