package dev.darkroom.publish.finish;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** Makes a picture smaller: each pixel becomes the mean of the area that it covers, weighed by opacity. */
final class AreaShrinker {

    /** The area, opacity, and the three colours weighed by it. */
    private static final int CHANNELS = 5;

    private final BufferedImage image;
    private final int width;
    private final int height;

    private AreaShrinker(BufferedImage image, int width, int height) {
        this.image = image;
        this.width = width;
        this.height = height;
    }

    /** Returns the picture, of whole numbers a pixel, within a width and a height: the same if it fits already. */
    static BufferedImage within(BufferedImage image, int maxWidth, int maxHeight) {
        double scale = Math.min((double) maxWidth / image.getWidth(), (double) maxHeight / image.getHeight());
        if (scale >= 1) {
            return image;
        }
        int width = (int) Math.max(1, Math.min(maxWidth, Math.round(image.getWidth() * scale)));
        int height = (int) Math.max(1, Math.min(maxHeight, Math.round(image.getHeight() * scale)));
        return new AreaShrinker(image, width, height).shrunk();
    }

    private BufferedImage shrunk() {
        BufferedImage shrunk = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] from = EditedPicture.pixels(image);
        int[] to = EditedPicture.pixels(shrunk);
        double tall = (double) image.getHeight() / height;
        double[] sums = new double[width * CHANNELS];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            double top = y * tall;
            double bottom = Math.min(image.getHeight(), top + tall);
            for (int row = (int) top; row < bottom; row++) {
                double weight = Math.min(bottom, row + 1.0) - Math.max(top, row);
                addRow(from, row * image.getWidth(), weight, sums);
            }
            for (int x = 0; x < width; x++) {
                to[y * width + x] = mean(sums, x * CHANNELS);
            }
        }
        return shrunk;
    }

    private void addRow(int[] from, int start, double rowWeight, double[] sums) {
        double wide = (double) image.getWidth() / width;
        for (int x = 0; x < width; x++) {
            double left = x * wide;
            double right = Math.min(image.getWidth(), left + wide);
            for (int column = (int) left; column < right; column++) {
                double weight = rowWeight * (Math.min(right, column + 1.0) - Math.max(left, column));
                int pixel = from[start + column];
                double opacity = weight * (pixel >>> 24);
                int at = x * CHANNELS;
                sums[at] += weight;
                sums[at + 1] += opacity;
                sums[at + 2] += opacity * (pixel >> 16 & 0xff);
                sums[at + 3] += opacity * (pixel >> 8 & 0xff);
                sums[at + 4] += opacity * (pixel & 0xff);
            }
        }
    }

    private static int mean(double[] sums, int at) {
        double opacity = sums[at + 1];
        if (opacity == 0) {
            return 0;
        }
        return (int) Math.round(opacity / sums[at]) << 24
                | (int) Math.round(sums[at + 2] / opacity) << 16
                | (int) Math.round(sums[at + 3] / opacity) << 8
                | (int) Math.round(sums[at + 4] / opacity);
    }
}
