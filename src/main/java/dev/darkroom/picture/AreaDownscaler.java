package dev.darkroom.picture;

import java.util.Arrays;

/**
 * Draws a picture in another size: each pixel is the mean of those that it covers, each by how much of it is covered.
 * Reads every row once.
 */
final class AreaDownscaler {

    private static final int CHANNELS = 3;

    private final PixelRows from;
    private final PixelCoverage across;
    private final PixelCoverage down;
    private final int[] row;
    private final int[] sums;
    private int summed = -1;

    private AreaDownscaler(PixelRows from, int width, int height) {
        this.from = from;
        this.across = new PixelCoverage(from.width(), width);
        this.down = new PixelCoverage(from.height(), height);
        this.row = new int[from.width()];
        this.sums = new int[CHANNELS * width];
    }

    static SmallPicture of(PixelRows from, int width, int height) {
        return width == from.width() && height == from.height()
                ? copied(from)
                : new AreaDownscaler(from, width, height).picture();
    }

    /** Returns a picture of the same size, of which each pixel covers one. */
    private static SmallPicture copied(PixelRows from) {
        int width = from.width();
        int[] pixels = new int[width * from.height()];
        int[] row = new int[width];
        for (int y = 0; y < from.height(); y++) {
            from.read(y, row);
            System.arraycopy(row, 0, pixels, y * width, width);
        }
        return SmallPicture.owning(width, from.height(), pixels);
    }

    private SmallPicture picture() {
        int width = across.to;
        int[] pixels = new int[width * down.to];
        long[] totals = new long[CHANNELS * width];
        double part = 1.0 / ((double) from.width() * from.height());
        for (int y = 0; y < down.to; y++) {
            Arrays.fill(totals, 0);
            for (int line = down.first[y]; line <= down.last[y]; line++) {
                add(line, down.weight(y, line), totals);
            }
            for (int x = 0, at = 0; x < width; x++, at += CHANNELS) {
                pixels[y * width + x] = level(totals[at] * part) << 16
                        | level(totals[at + 1] * part) << 8
                        | level(totals[at + 2] * part);
            }
        }
        return SmallPicture.owning(width, down.to, pixels);
    }

    private static int level(double mean) {
        return (int) (mean + 0.5);
    }

    private void add(int line, int weight, long[] totals) {
        if (line != summed) {
            from.read(line, row);
            sum();
            summed = line;
        }
        for (int at = 0; at < totals.length; at++) {
            totals[at] += (long) weight * sums[at];
        }
    }

    private void sum() {
        for (int x = 0, at = 0; x < across.to; x++, at += CHANNELS) {
            int first = across.first[x];
            int last = across.last[x];
            int weight = across.firstWeight[x];
            int pixel = row[first];
            int red = weight * (pixel >> 16);
            int green = weight * (pixel >> 8 & 0xff);
            int blue = weight * (pixel & 0xff);
            for (int column = first + 1; column <= last; column++) {
                weight = column < last ? across.to : across.lastWeight[x];
                pixel = row[column];
                red += weight * (pixel >> 16);
                green += weight * (pixel >> 8 & 0xff);
                blue += weight * (pixel & 0xff);
            }
            sums[at] = red;
            sums[at + 1] = green;
            sums[at + 2] = blue;
        }
    }

    /**
     * The pixels along one side that each new one covers, and by how many of its parts, which are as many as pixels
     * were.
     */
    private static final class PixelCoverage {

        private final int to;
        private final int[] first;
        private final int[] firstWeight;
        private final int[] last;
        private final int[] lastWeight;

        private PixelCoverage(int from, int to) {
            this.to = to;
            this.first = new int[to];
            this.firstWeight = new int[to];
            this.last = new int[to];
            this.lastWeight = new int[to];
            for (int at = 0; at < to; at++) {
                long start = (long) at * from;
                long end = start + from;
                first[at] = (int) (start / to);
                last[at] = (int) ((end - 1) / to);
                firstWeight[at] = (int) (Math.min(end, (first[at] + 1L) * to) - start);
                lastWeight[at] = (int) (end - Math.max(start, (long) last[at] * to));
            }
        }

        private int weight(int at, int pixel) {
            if (pixel == first[at]) {
                return firstWeight[at];
            }
            return pixel == last[at] ? lastWeight[at] : to;
        }
    }
}
