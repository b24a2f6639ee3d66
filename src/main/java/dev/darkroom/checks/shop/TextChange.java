package dev.darkroom.checks.shop;

import dev.darkroom.picture.SmallPicture;
import java.util.OptionalDouble;

/**
 * Measures which part of a source's fine print is another in the output. It reads no letters: both products are laid over
 * each other by the rectangles around them, and of the tiles in which the source has fine, strong strokes those are counted
 * whose strokes are not found there, a few pixels to each side, in the output. Fine patterns that are no letters count too.
 */
public final class TextChange {

    /** The longer side that products are compared at. */
    private static final int SIDE = 256;

    private static final int TILE = 16;

    /** How far a tile is looked for. */
    private static final int REACH = 4;

    /** The least step of brightness that makes a stroke, and the part of a tile's pixels that must be such. */
    private static final int STROKE = 40;

    private static final double STROKES = 0.2;

    /** From which likeness on a tile is the same; 1 is equal, 0 has nothing to do with it. */
    private static final double LIKE = 0.6;

    private static final int MIN_TILES = 4;

    /** By which part the products' proportions may differ to be laid over each other. */
    private static final double PROPORTION = 0.08;

    private TextChange() {}

    /**
     * Returns the part of the tiles that changed, from 0 to 1; empty if the source has no fine print, or the pictures cannot
     * be laid over each other.
     */
    public static OptionalDouble of(SeenProduct output, SeenProduct source) {
        ProductBox now = output.boxOrAll();
        ProductBox before = source.boxOrAll();
        double proportion = now.boxWidth() / (double) now.boxHeight();
        double proportionBefore = before.boxWidth() / (double) before.boxHeight();
        if (Math.abs(1 - proportion / proportionBefore) > PROPORTION) {
            return OptionalDouble.empty();
        }
        int longer = Math.min(
                SIDE,
                Math.min(Math.max(now.boxWidth(), now.boxHeight()), Math.max(before.boxWidth(), before.boxHeight())));
        double scale = longer / (double) Math.max(before.boxWidth(), before.boxHeight());
        int width = Math.max(1, (int) Math.round(before.boxWidth() * scale));
        int height = Math.max(1, (int) Math.round(before.boxHeight() * scale));
        return changed(
                brightness(output.picture(), now, width, height), brightness(source.picture(), before, width, height));
    }

    private static int[][] brightness(SmallPicture picture, ProductBox box, int width, int height) {
        int[] pixels = new int[box.boxWidth() * box.boxHeight()];
        for (int y = 0; y < box.boxHeight(); y++) {
            for (int x = 0; x < box.boxWidth(); x++) {
                pixels[y * box.boxWidth() + x] = picture.rgb(box.left() + x, box.top() + y);
            }
        }
        SmallPicture cut = new SmallPicture(box.boxWidth(), box.boxHeight(), pixels).scaled(width, height);
        int[][] brightness = new int[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int pixel = cut.rgb(x, y);
                brightness[y][x] = (299 * (pixel >> 16) + 587 * (pixel >> 8 & 0xff) + 114 * (pixel & 0xff)) / 1000;
            }
        }
        return brightness;
    }

    private static OptionalDouble changed(int[][] output, int[][] source) {
        int printed = 0;
        int changed = 0;
        for (int y = 0; y + TILE <= source.length; y += TILE) {
            for (int x = 0; x + TILE <= source[0].length; x += TILE) {
                if (isPrint(source, x, y)) {
                    printed++;
                    changed += likeness(output, source, x, y) < LIKE ? 1 : 0;
                }
            }
        }
        return printed < MIN_TILES ? OptionalDouble.empty() : OptionalDouble.of(changed / (double) printed);
    }

    /** Returns whether a tile has strokes in both directions: an edge of the product has one long one. */
    private static boolean isPrint(int[][] brightness, int left, int top) {
        int across = 0;
        int down = 0;
        for (int y = top + 1; y < top + TILE - 1; y++) {
            for (int x = left + 1; x < left + TILE - 1; x++) {
                int here = 2 * brightness[y][x];
                across += Math.abs(here - brightness[y][x - 1] - brightness[y][x + 1]) > STROKE ? 1 : 0;
                down += Math.abs(here - brightness[y - 1][x] - brightness[y + 1][x]) > STROKE ? 1 : 0;
            }
        }
        int inner = (TILE - 2) * (TILE - 2);
        return across > STROKES * inner && down > STROKES / 2 * inner;
    }

    /** Returns the best correlation of a tile with the output near it. */
    private static double likeness(int[][] output, int[][] source, int left, int top) {
        double best = -1;
        for (int shiftY = -REACH; shiftY <= REACH; shiftY++) {
            for (int shiftX = -REACH; shiftX <= REACH; shiftX++) {
                int x = left + shiftX;
                int y = top + shiftY;
                if (x >= 0 && y >= 0 && x + TILE <= output[0].length && y + TILE <= output.length) {
                    best = Math.max(best, correlation(output, x, y, source, left, top));
                }
            }
        }
        return best;
    }

    private static double correlation(int[][] one, int oneX, int oneY, int[][] other, int otherX, int otherY) {
        long sum = 0;
        long otherSum = 0;
        long squares = 0;
        long otherSquares = 0;
        long products = 0;
        for (int y = 0; y < TILE; y++) {
            for (int x = 0; x < TILE; x++) {
                int here = one[oneY + y][oneX + x];
                int there = other[otherY + y][otherX + x];
                sum += here;
                otherSum += there;
                squares += (long) here * here;
                otherSquares += (long) there * there;
                products += (long) here * there;
            }
        }
        double pixels = TILE * TILE;
        double variance = squares - sum * (sum / pixels);
        double otherVariance = otherSquares - otherSum * (otherSum / pixels);
        return variance <= 0 || otherVariance <= 0
                ? 0
                : (products - sum * (otherSum / pixels)) / Math.sqrt(variance * otherVariance);
    }
}
