package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;

/**
 * Measures the sharpness of a picture where it is sharpest: the variance of the Laplacian, brightness going from 0 to
 * 255, in each of 8 by 8 tiles, and of these the largest. The figure depends on the size a picture is measured at. A
 * small product on an empty ground, and one before a soft background, are so as sharp as they look.
 */
final class SharpnessMeasure {

    private static final int TILES = 8;

    private SharpnessMeasure() {}

    static double of(SmallPicture picture) {
        int width = picture.width();
        int height = picture.height();
        int[][] brightness = brightness(picture);
        double sharpest = 0;
        for (int row = 0; row < TILES; row++) {
            for (int column = 0; column < TILES; column++) {
                sharpest = Math.max(
                        sharpest,
                        variance(
                                brightness,
                                Math.max(1, column * width / TILES),
                                Math.max(1, row * height / TILES),
                                Math.min(width - 1, (column + 1) * width / TILES),
                                Math.min(height - 1, (row + 1) * height / TILES)));
            }
        }
        return sharpest;
    }

    private static double variance(int[][] brightness, int left, int top, int right, int bottom) {
        long sum = 0;
        long squares = 0;
        int count = 0;
        for (int y = top; y < bottom; y++) {
            int[] above = brightness[y - 1];
            int[] here = brightness[y];
            int[] below = brightness[y + 1];
            for (int x = left; x < right; x++) {
                int laplacian = above[x] + below[x] + here[x - 1] + here[x + 1] - 4 * here[x];
                sum += laplacian;
                squares += (long) laplacian * laplacian;
                count++;
            }
        }
        if (count == 0) {
            return 0;
        }
        double mean = sum / (double) count;
        return squares / (double) count - mean * mean;
    }

    /** Computes brightness by ITU-R BT.601, in whole numbers. */
    private static int[][] brightness(SmallPicture picture) {
        int[][] brightness = new int[picture.height()][picture.width()];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int pixel = picture.rgb(x, y);
                brightness[y][x] =
                        (299 * (pixel >> 16 & 0xff) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff) + 500) / 1000;
            }
        }
        return brightness;
    }
}
