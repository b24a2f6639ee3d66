package dev.darkroom.picture;

import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
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
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = pixel(lying, x, y);
            }
        }
        return SmallPicture.owning(width, height, pixels);
    }

    private int pixel(SmallPicture lying, int x, int y) {
        int right = lying.width() - 1;
        int bottom = lying.height() - 1;
        return switch (value) {
            case 2 -> lying.rgb(right - x, y);
            case 3 -> lying.rgb(right - x, bottom - y);
            case 4 -> lying.rgb(x, bottom - y);
            case 5 -> lying.rgb(y, x);
            case 6 -> lying.rgb(y, bottom - x);
            case 7 -> lying.rgb(right - y, bottom - x);
            default -> lying.rgb(right - y, x);
        };
    }
}
