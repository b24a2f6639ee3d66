package dev.darkroom.picture;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/**
 * What of a decoded picture is not opaque.
 *
 * @param channel whether it can have transparent pixels at all, by an alpha channel or a palette with such a colour
 * @param share the part of its pixels that is not opaque, from 0 to 1
 */
public record PictureTransparency(boolean channel, double share) {

    private static final PictureTransparency NONE = new PictureTransparency(false, 0);
    private static final int OPAQUE = 255;
    private static final int BITS = 8;

    static PictureTransparency of(BufferedImage image) {
        if (!image.getColorModel().hasAlpha()) {
            return NONE;
        }
        double pixels = (double) image.getWidth() * image.getHeight();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return new PictureTransparency(true, ofPalette(image.getRaster(), palette) / pixels);
        }
        WritableRaster alpha = image.getAlphaRaster();
        return alpha == null ? NONE : new PictureTransparency(true, below(alpha, opaque(alpha)) / pixels);
    }

    private static int opaque(Raster alpha) {
        int bits = alpha.getSampleModel().getSampleSize(0);
        return bits == BITS ? OPAQUE : (1 << bits) - 1;
    }

    private static long below(Raster alpha, int opaque) {
        int[] row = new int[alpha.getWidth()];
        long below = 0;
        for (int y = 0; y < alpha.getHeight(); y++) {
            alpha.getSamples(alpha.getMinX(), alpha.getMinY() + y, row.length, 1, 0, row);
            for (int level : row) {
                below += level < opaque ? 1 : 0;
            }
        }
        return below;
    }

    private static long ofPalette(Raster pixels, IndexColorModel palette) {
        int[] row = new int[pixels.getWidth()];
        long below = 0;
        for (int y = 0; y < pixels.getHeight(); y++) {
            pixels.getSamples(pixels.getMinX(), pixels.getMinY() + y, row.length, 1, 0, row);
            for (int index : row) {
                below += palette.getAlpha(index) < OPAQUE ? 1 : 0;
            }
        }
        return below;
    }
}
