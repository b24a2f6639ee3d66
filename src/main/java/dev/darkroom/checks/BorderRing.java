package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;

/**
 * Measures the part of a ring along a picture's border, a fiftieth of its shorter side wide, that is not of the
 * requested colour.
 */
final class BorderRing {

    private static final int PARTS = 50;

    private BorderRing() {}

    /** Returns a share from 0, all of it is as requested, to 1. */
    static double shareOff(SmallPicture picture, RequestedBackground asked) {
        int width = picture.width();
        int height = picture.height();
        int ring = Math.max(1, Math.min(width, height) / PARTS);
        int seen = 0;
        int off = 0;
        for (int y = 0; y < height; y++) {
            boolean inner = y >= ring && y < height - ring;
            for (int x = 0; x < width; x++) {
                if (inner && x == ring) {
                    x = Math.max(x, width - ring);
                }
                seen++;
                off += asked.matches(picture.rgb(x, y)) ? 0 : 1;
            }
        }
        return off / (double) seen;
    }
}
