package dev.darkroom.picture;

/**
 * The size of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 */
public record PictureSize(int width, int height) {

    public PictureSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a picture of " + width + "x" + height);
        }
    }

    /** Returns the size with the longer side at most this many pixels. */
    PictureSize within(int longest) {
        int longer = Math.max(width, height);
        int most = Math.min(longer, longest);
        return new PictureSize(shrunk(width, most, longer), shrunk(height, most, longer));
    }

    private static int shrunk(int side, int longest, int longer) {
        return Math.max(1, Math.round((float) side * longest / longer));
    }
}
