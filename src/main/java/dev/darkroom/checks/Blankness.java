package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;
import java.util.function.IntConsumer;

/**
 * Which part of a picture differs visibly from its main colour. The main colour is the middle one of each channel: that
 * of a picture which is blank but for a few pixels, whatever these are. A picture of one gentle gradient counts as blank.
 */
final class Blankness {

    private static final int VISIBLE = 12;
    private static final int LEVELS = 256;

    private Blankness() {}

    /** From 0, blank, to 1. */
    static double of(SmallPicture picture) {
        int pixels = picture.width() * picture.height();
        int[][] levels = new int[3][LEVELS];
        each(picture, pixel -> {
            levels[0][pixel >> 16 & 0xff]++;
            levels[1][pixel >> 8 & 0xff]++;
            levels[2][pixel & 0xff]++;
        });
        int main = middle(levels[0], pixels) << 16 | middle(levels[1], pixels) << 8 | middle(levels[2], pixels);
        AskedColour colour = new AskedColour(main, VISIBLE, 0);
        int[] others = {0};
        each(picture, pixel -> others[0] += colour.matches(pixel) ? 0 : 1);
        return others[0] / (double) pixels;
    }

    private static int middle(int[] levels, int pixels) {
        int level = 0;
        for (int below = levels[0]; below * 2L < pixels; below += levels[level]) {
            level++;
        }
        return level;
    }

    private static void each(SmallPicture picture, IntConsumer pixel) {
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                pixel.accept(picture.rgb(x, y));
            }
        }
    }
}
