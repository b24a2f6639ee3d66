package dev.darkroom.picture;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The way in which a JPEG's EXIF metadata says that its pixels lie: cameras store what their sensor saw and leave the turning
 * to who shows it.
 *
 * @param value from 1, upright, to 8, as EXIF counts
 */
record JpegOrientation(int value) {

    static final JpegOrientation UPRIGHT = new JpegOrientation(1);

    private static final int MAX = 8;
    private static final int FIRST_ON_ITS_SIDE = 5;

    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Returns whether a segment's content is EXIF metadata. */
    static boolean isExif(byte[] content) {
        return content.length > EXIF.length && Arrays.equals(EXIF, 0, EXIF.length, content, 0, EXIF.length);
    }

    /** Reads it of EXIF metadata; what does not tell it, or cannot be read, is upright. */
    static JpegOrientation ofExif(byte[] content) {
        ByteArrayInputStream tiff = new ByteArrayInputStream(content, EXIF.length, content.length - EXIF.length);
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(tiff)) {
            Entry entry = new TIFFReader().read(input).getEntryById(TIFF.TAG_ORIENTATION);
            int value = entry != null && entry.getValue() instanceof Number number ? number.intValue() : 1;
            return value >= 1 && value <= MAX ? new JpegOrientation(value) : UPRIGHT;
        } catch (IOException | RuntimeException unreadable) {
            return UPRIGHT;
        }
    }

    /** Returns whether width and height change places. */
    boolean liesOnItsSide() {
        return value >= FIRST_ON_ITS_SIDE;
    }

    /** Returns the picture as it is to be seen. */
    SmallPicture turned(SmallPicture lying) {
        if (value == 1) {
            return lying;
        }
        int width = liesOnItsSide() ? lying.height() : lying.width();
        int height = liesOnItsSide() ? lying.width() : lying.height();
        int right = lying.width() - 1;
        int bottom = lying.height() - 1;
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = lying.rgb(column(x, y, right), row(x, y, bottom));
            }
        }
        return SmallPicture.owning(width, height, pixels);
    }

    /** Returns an image of whole numbers a pixel as it is to be seen. */
    BufferedImage turned(BufferedImage lying) {
        if (value == 1) {
            return lying;
        }
        int width = liesOnItsSide() ? lying.getHeight() : lying.getWidth();
        int height = liesOnItsSide() ? lying.getWidth() : lying.getHeight();
        int right = lying.getWidth() - 1;
        int bottom = lying.getHeight() - 1;
        int[] from = ((DataBufferInt) lying.getRaster().getDataBuffer()).getData();
        BufferedImage upright = new BufferedImage(width, height, lying.getType());
        int[] to = ((DataBufferInt) upright.getRaster().getDataBuffer()).getData();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                to[y * width + x] = from[row(x, y, bottom) * lying.getWidth() + column(x, y, right)];
            }
        }
        return upright;
    }

    /** Returns the column, as the pixels lie, of a place as it is to be seen. */
    private int column(int x, int y, int right) {
        return switch (value) {
            case 2, 3 -> right - x;
            case 5, 6 -> y;
            case 7, 8 -> right - y;
            default -> x;
        };
    }

    /** Returns the row likewise. */
    private int row(int x, int y, int bottom) {
        return switch (value) {
            case 3, 4 -> bottom - y;
            case 5, 8 -> x;
            case 6, 7 -> bottom - x;
            default -> y;
        };
    }
}
