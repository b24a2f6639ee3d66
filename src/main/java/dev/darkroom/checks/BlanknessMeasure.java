package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;

/**
 * Measures the part of a picture that differs visibly from its main colour. The main colour is the middle one of each
 * channel: that of a picture which is blank but for a few pixels, whatever these are. A picture of one gentle gradient
 * counts as blank.
 */
final class BlanknessMeasure {

    private static final int VISIBLE = 12;
    private static final int LEVELS = 256;

    private BlanknessMeasure() {}

    /** Returns a measure from 0, blank, to 1. */
    static double of(SmallPicture picture) {
        int pixels = picture.width() * picture.height();
        int[] reds = new int[LEVELS];
        int[] greens = new int[LEVELS];
        int[] blues = new int[LEVELS];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int pixel = picture.rgb(x, y);
                reds[pixel >> 16]++;
                greens[pixel >> 8 & 0xff]++;
                blues[pixel & 0xff]++;
            }
        }
        int main = middle(reds, pixels) << 16 | middle(greens, pixels) << 8 | middle(blues, pixels);
        return others(picture, new RequestedBackground(main, VISIBLE, 0)) / (double) pixels;
    }

    private static int others(SmallPicture picture, RequestedBackground main) {
        int others = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                others += main.matches(picture.rgb(x, y)) ? 0 : 1;
            }
        }
        return others;
    }

    private static int middle(int[] levels, int pixels) {
        int level = 0;
        for (int below = levels[0]; below * 2L < pixels; below += levels[level]) {
            level++;
        }
        return level;
    }
}
