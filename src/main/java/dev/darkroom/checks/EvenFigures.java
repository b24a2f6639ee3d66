package dev.darkroom.checks;

import dev.darkroom.checks.shop.ProductBox;
import dev.darkroom.checks.shop.ProductMask;
import dev.darkroom.picture.SmallPicture;

/**
 * What a picture is held by against the others of its group.
 *
 * @param fill the part of the frame's width or height that the product takes, the larger one, from 0 to 1; NaN where no
 *     product can be told
 * @param brightness the mean of the picture, from 0 to 1
 * @param border its middle colour along the border, {@code 0xRRGGBB}
 */
public record EvenFigures(double fill, double brightness, int border) {

    private static final int RED = 299;
    private static final int GREEN = 587;
    private static final int BLUE = 114;
    private static final double WHITE = 255.0 * (RED + GREEN + BLUE);

    /** Measures a picture. */
    public static EvenFigures of(SmallPicture picture) {
        ProductMask mask = ProductMask.of(picture);
        double fill = mask.box().map(ProductBox::fill).orElse(Double.NaN);
        return new EvenFigures(fill, brightness(picture), mask.ground());
    }

    private static double brightness(SmallPicture picture) {
        long sum = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int pixel = picture.rgb(x, y);
                sum += RED * (pixel >> 16) + GREEN * (pixel >> 8 & 0xff) + BLUE * (pixel & 0xff);
            }
        }
        return sum / (WHITE * picture.width() * picture.height());
    }
}
