package dev.darkroom.picture;

import java.awt.image.BufferedImage;
import java.util.Arrays;

/** A decoded picture, made small: RGB, what was transparent over white. Immutable. */
public final class SmallPicture {

    private final int width;
    private final int height;
    private final int[] pixels;

    /** @param pixels row by row, {@code 0xRRGGBB} */
    public SmallPicture(int width, int height, int[] pixels) {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(pixels.length + " pixels are not " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.pixels = Arrays.copyOf(pixels, pixels.length);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** A pixel as {@code 0xRRGGBB}, counted from the upper left corner. */
    public int rgb(int x, int y) {
        return pixels[y * width + x] & 0xffffff;
    }

    /** The same picture in another size: each pixel is the mean of those that it covers. */
    public SmallPicture scaled(int newWidth, int newHeight) {
        int[] scaled = new int[newWidth * newHeight];
        for (int y = 0; y < newHeight; y++) {
            int top = (int) ((long) y * height / newHeight);
            int bottom = Math.max(top + 1, (int) ((y + 1L) * height / newHeight));
            for (int x = 0; x < newWidth; x++) {
                int left = (int) ((long) x * width / newWidth);
                int right = Math.max(left + 1, (int) ((x + 1L) * width / newWidth));
                scaled[y * newWidth + x] = mean(left, top, right, bottom);
            }
        }
        return new SmallPicture(newWidth, newHeight, scaled);
    }

    private int mean(int left, int top, int right, int bottom) {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int rgb = pixels[y * width + x];
                red += (rgb >> 16) & 0xff;
                green += (rgb >> 8) & 0xff;
                blue += rgb & 0xff;
            }
        }
        long covered = (long) (right - left) * (bottom - top);
        long half = covered / 2;
        return colour((red + half) / covered, (green + half) / covered, (blue + half) / covered);
    }

    private static int colour(long red, long green, long blue) {
        return (int) ((red << 16) | (green << 8) | blue);
    }

    /** The same picture with its longer side at most this many pixels. */
    public SmallPicture within(int longest) {
        int longer = Math.max(width, height);
        if (longer <= longest) {
            return this;
        }
        return scaled(shrunk(width, longest, longer), shrunk(height, longest, longer));
    }

    private static int shrunk(int side, int longest, int longer) {
        return Math.max(1, Math.round((float) side * longest / longer));
    }

    static SmallPicture of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new SmallPicture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, width, height, pixels, 0, width);
        return image;
    }
}
