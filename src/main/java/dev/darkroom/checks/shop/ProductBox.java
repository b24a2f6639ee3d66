package dev.darkroom.checks.shop;

/**
 * The smallest upright rectangle around the product, in the frame that it is seen in.
 *
 * @param left the first column of it
 * @param top the first row of it
 * @param right the column behind the last
 * @param bottom the row behind the last
 * @param width of the frame
 * @param height of the frame
 */
public record ProductBox(int left, int top, int right, int bottom, int width, int height) {

    public ProductBox {
        if (left < 0 || top < 0 || right <= left || bottom <= top || right > width || bottom > height) {
            throw new IllegalArgumentException(
                    left + "," + top + " to " + right + "," + bottom + " in " + width + "x" + height);
        }
    }

    /** Returns the larger part that it takes of the frame's width or height, from 0 to 1. */
    public double fill() {
        return Math.max((right - left) / (double) width, (bottom - top) / (double) height);
    }

    /** Returns how far its middle is from the frame's, the larger part of width or height, from 0 to 0.5. */
    public double offCentre() {
        return Math.max(Math.abs((left + right) / 2.0 / width - 0.5), Math.abs((top + bottom) / 2.0 / height - 0.5));
    }

    int boxWidth() {
        return right - left;
    }

    int boxHeight() {
        return bottom - top;
    }
}
