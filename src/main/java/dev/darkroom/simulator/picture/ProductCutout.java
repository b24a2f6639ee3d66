package dev.darkroom.simulator.picture;

import java.awt.image.BufferedImage;

/**
 * Cuts a product from the background of its photograph. Where no product can be told from the background, the whole
 * photograph is the product.
 */
final class ProductCutout {

    private static final double MIN_SHARE = 0.02;
    private static final double MAX_SHARE = 0.9;

    private ProductCutout() {}

    /** Returns the product with a clear background, no larger than need be. */
    static BufferedImage of(BufferedImage source) {
        int width = source.getWidth();
        int height = source.getHeight();
        int[] pixels = source.getRGB(0, 0, width, height, null, 0, width);
        boolean[] background = BackgroundDetector.find(width, pixels);
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        int kept = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int opaque = opacity(background, width, height, x, y);
                pixels[y * width + x] = (opaque << 24) | (pixels[y * width + x] & 0xFFFFFF);
                if (opaque > 128) {
                    kept++;
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y);
                }
            }
        }
        double share = kept / (double) pixels.length;
        if (share < MIN_SHARE || share > MAX_SHARE) {
            return source;
        }
        BufferedImage product = new BufferedImage(right - left + 1, bottom - top + 1, BufferedImage.TYPE_INT_ARGB);
        product.setRGB(0, 0, product.getWidth(), product.getHeight(), pixels, top * width + left, width);
        return product;
    }

    /**
     * Returns the opacity of a pixel; those at the edge are half clear, by how many of those around them are
     * background.
     */
    private static int opacity(boolean[] background, int width, int height, int x, int y) {
        if (background[y * width + x]) {
            return 0;
        }
        int clear = 0;
        for (int row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
            for (int column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
                clear += background[row * width + column] ? 1 : 0;
            }
        }
        return clear > 4 ? 0 : 255 - clear * 40;
    }
}
