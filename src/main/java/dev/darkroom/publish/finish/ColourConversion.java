package dev.darkroom.publish.finish;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.picture.BadPictureException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Converts levels of a profile to sRGB, some rows in memory at a time. */
final class ColourConversion {

    static final ICC_Profile SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB);

    private static final int ROWS = 64;

    /** Levels of a probe, a fifth of the range apart: two profiles of one space differ by rounding alone. */
    private static final int PROBES = 6;

    private static final int ROUNDING = 1;

    private final ColorConvertOp conversion;
    private final int bands;

    private ColourConversion(ICC_Profile from, int bands) {
        this.conversion = new ColorConvertOp(new ICC_Profile[] {from, SRGB}, null);
        this.bands = bands;
    }

    /** Converts levels of three colours. */
    static ColourConversion of(ICC_Profile from) {
        return new ColourConversion(from, 3);
    }

    /** Converts levels of grey, which stand in each of the three colours. */
    static ColourConversion ofGreys(ICC_Profile from) {
        return new ColourConversion(from, 1);
    }

    /**
     * Converts an image of whole numbers a pixel; what is transparent stays so.
     *
     * @return whether there was anything to convert: a profile of sRGB itself leaves all as it is
     * @throws BadPictureException if the profile is damaged
     */
    boolean convert(BufferedImage image) throws BadPictureException {
        try {
            if (isIdle()) {
                return false;
            }
            int[] pixels = EditedPicture.pixels(image);
            int width = image.getWidth();
            for (int y = 0; y < image.getHeight(); y += ROWS) {
                convert(pixels, y * width, width, Math.min(ROWS, image.getHeight() - y));
            }
            return true;
        } catch (RuntimeException damaged) {
            throw new BadPictureException(ErrorCode.UNDECODABLE, "its colour profile cannot be used");
        }
    }

    private boolean isIdle() {
        int[] probe = new int[PROBES * PROBES * PROBES];
        for (int i = 0; i < probe.length; i++) {
            int step = 0xff / (PROBES - 1);
            int blue = i / PROBES / PROBES * step;
            int red = bands == 1 ? blue : i % PROBES * step;
            int green = bands == 1 ? blue : i / PROBES % PROBES * step;
            probe[i] = red << 16 | green << 8 | blue;
        }
        int[] converted = probe.clone();
        convert(converted, 0, probe.length, 1);
        for (int i = 0; i < probe.length; i++) {
            for (int shift = 0; shift <= 16; shift += 8) {
                if (Math.abs((probe[i] >> shift & 0xff) - (converted[i] >> shift & 0xff)) > ROUNDING) {
                    return false;
                }
            }
        }
        return true;
    }

    private void convert(int[] pixels, int from, int width, int rows) {
        WritableRaster levels = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, rows, bands, null);
        WritableRaster converted = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, rows, 3, null);
        int[] samples = new int[width * rows * bands];
        for (int i = 0; i < width * rows; i++) {
            int pixel = pixels[from + i];
            if (bands == 1) {
                samples[i] = pixel & 0xff;
            } else {
                samples[3 * i] = pixel >> 16 & 0xff;
                samples[3 * i + 1] = pixel >> 8 & 0xff;
                samples[3 * i + 2] = pixel & 0xff;
            }
        }
        levels.setPixels(0, 0, width, rows, samples);
        conversion.filter(levels, converted);
        int[] result = converted.getPixels(0, 0, width, rows, (int[]) null);
        for (int i = 0; i < width * rows; i++) {
            int opacity = pixels[from + i] & 0xff000000;
            pixels[from + i] = opacity | result[3 * i] << 16 | result[3 * i + 1] << 8 | result[3 * i + 2];
        }
    }
}
