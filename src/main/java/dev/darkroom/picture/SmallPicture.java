package dev.darkroom.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;

/** A decoded picture, made small: RGB, what was transparent over white. Immutable. */
public final class SmallPicture {

    private final int width;
    private final int height;
    private final int[] pixels;

    /** @param pixels row by row, {@code 0xRRGGBB} */
    public SmallPicture(int width, int height, int[] pixels) {
        this(pixels.clone(), width, height);
    }

    private SmallPicture(int[] pixels, int width, int height) {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException(pixels.length + " pixels are not " + width + "x" + height);
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** Takes the pixels as they are, for nobody else to change. */
    static SmallPicture owning(int width, int height, int[] pixels) {
        return new SmallPicture(pixels, width, height);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Returns a pixel as {@code 0xRRGGBB}, counted from the upper left corner. */
    public int rgb(int x, int y) {
        return pixels[y * width + x] & 0xffffff;
    }

    /** Returns the same picture in another size: each pixel is the mean of those that it covers. */
    public SmallPicture scaled(int newWidth, int newHeight) {
        return AreaDownscaler.of(new SmallRows(), newWidth, newHeight);
    }

    /** Returns the same picture with its longer side at most this many pixels. */
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

    /** Makes a decoded picture small, its longer side at most this many pixels. */
    static SmallPicture of(BufferedImage image, int longest) {
        PixelRows rows = PixelRows.of(image);
        int longer = Math.max(rows.width(), rows.height());
        int most = Math.min(longer, longest);
        return AreaDownscaler.of(rows, shrunk(rows.width(), most, longer), shrunk(rows.height(), most, longer));
    }

    /** Returns the picture as the JPEG writer takes it fastest. */
    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0, at = 0; i < pixels.length; i++, at += 3) {
            bytes[at] = (byte) pixels[i];
            bytes[at + 1] = (byte) (pixels[i] >> 8);
            bytes[at + 2] = (byte) (pixels[i] >> 16);
        }
        return image;
    }

    private final class SmallRows implements PixelRows {

        @Override
        public int width() {
            return width;
        }

        @Override
        public int height() {
            return height;
        }

        @Override
        public void read(int y, int[] into) {
            System.arraycopy(pixels, y * width, into, 0, width);
        }
    }
}
