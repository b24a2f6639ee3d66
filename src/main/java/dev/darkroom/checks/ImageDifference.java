package dev.darkroom.checks;

import dev.darkroom.picture.SmallPicture;

/**
 * Measures the difference of two pictures: each is reduced to 32x32 colours, and what counts is the part of it, an
 * eighth of each side, that differs most. The mean over the whole would call a picture the same of which one small
 * thing was changed, which is what most edits are for; compression and scaling differ little everywhere.
 */
final class ImageDifference {

    private static final int SIDE = 32;
    private static final int PART = SIDE / 8;
    private static final int CHANNELS = 3;
    private static final double WHITE = 255;

    private ImageDifference() {}

    /** Returns the picture as small as it is compared. */
    static SmallPicture reduced(SmallPicture picture) {
        return picture.width() == SIDE && picture.height() == SIDE ? picture : picture.scaled(SIDE, SIDE);
    }

    /** Returns 0 for the same picture, 1 where black stands for white. */
    static double difference(SmallPicture one, SmallPicture other) {
        SmallPicture left = reduced(one);
        SmallPicture right = reduced(other);
        double most = 0;
        for (int y = 0; y < SIDE; y += PART) {
            for (int x = 0; x < SIDE; x += PART) {
                most = Math.max(most, part(left, right, x, y));
            }
        }
        return most;
    }

    private static double part(SmallPicture left, SmallPicture right, int fromX, int fromY) {
        long sum = 0;
        for (int y = fromY; y < fromY + PART; y++) {
            for (int x = fromX; x < fromX + PART; x++) {
                sum += apart(left.rgb(x, y), right.rgb(x, y));
            }
        }
        return sum / (WHITE * CHANNELS * PART * PART);
    }

    private static int apart(int left, int right) {
        int red = Math.abs((left >> 16) - (right >> 16));
        int green = Math.abs(((left >> 8) & 0xff) - ((right >> 8) & 0xff));
        return red + green + Math.abs((left & 0xff) - (right & 0xff));
    }
}
