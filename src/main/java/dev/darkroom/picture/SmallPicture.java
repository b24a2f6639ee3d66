package dev.darkroom.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.jspecify.annotations.Nullable;

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
        if (Math.max(width, height) <= longest) {
            return this;
        }
        PictureSize size = new PictureSize(width, height).within(longest);
        return scaled(size.width(), size.height());
    }

    /**
     * Makes a decoded picture small, its longer side at most this many pixels.
     *
     * @param observer who looks at all pixels on the way, null for nobody
     */
    static SmallPicture of(BufferedImage image, int longest, @Nullable PixelObserver observer) {
        PixelRows rows = PixelRows.of(image);
        PictureSize size = new PictureSize(rows.width(), rows.height()).within(longest);
        if (observer == null) {
            return AreaDownscaler.of(rows, size.width(), size.height());
        }
        observer.begin(rows.width(), rows.height(), size);
        SmallPicture small = AreaDownscaler.of(new ObservedRows(rows, observer), size.width(), size.height());
        observer.end(small, PictureTransparency.of(image));
        return small;
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
