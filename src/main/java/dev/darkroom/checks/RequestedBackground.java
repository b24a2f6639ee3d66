package dev.darkroom.checks;

/**
 * The background that pictures are to have.
 *
 * @param rgb its colour, {@code 0xRRGGBB}
 * @param tolerance how far red, green or blue may each be from it, of 255
 * @param share the part of the border that may be of other colours, from 0 to 1
 */
public record RequestedBackground(int rgb, int tolerance, double share) {

    public RequestedBackground {
        if (tolerance < 0 || tolerance > 255 || share < 0 || share > 1) {
            throw new IllegalArgumentException("tolerance " + tolerance + ", share " + share);
        }
    }

    boolean matches(int pixel) {
        return near(pixel >> 16, rgb >> 16) && near(pixel >> 8, rgb >> 8) && near(pixel, rgb);
    }

    private boolean near(int found, int asked) {
        return Math.abs((found & 0xff) - (asked & 0xff)) <= tolerance;
    }
}
