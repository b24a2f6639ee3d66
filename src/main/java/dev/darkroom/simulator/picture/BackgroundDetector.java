package dev.darkroom.simulator.picture;

/**
 * Finds out which pixels of a photograph are background: those that can be reached from its border in small steps of
 * colour while they look like the border left and right of them, be it in the shade, and the islands between a product's
 * parts that look so too. Used once, by one thread.
 */
final class BackgroundDetector {

    /** The largest step of colour between neighbours, in the channel in which they differ most. */
    private static final int STEP = 15;

    /** The largest distance of a colour from the border's, in the same light. */
    private static final int REACHED = 22;

    private static final int ISLAND = 12;

    /** The darkest that a shadow may be; the brightest that a light spot may be follows. */
    private static final double DARKEST = 0.42;

    private static final double BRIGHTEST = 1.25;

    /** The part of all pixels that an island needs to be one. */
    private static final int MIN_ISLAND = 2500;

    private final int width;
    private final int[] pixels;
    private final boolean[] background;
    private final boolean[] seen;

    /** The pixels found, each at most once at a time: what has been found, in the order of its finding. */
    private final int[] found;

    private int end;

    private BackgroundDetector(int width, int[] pixels) {
        this.width = width;
        this.pixels = pixels;
        background = new boolean[pixels.length];
        seen = new boolean[pixels.length];
        found = new int[pixels.length];
    }

    /** Returns one flag a pixel, row by row. */
    static boolean[] find(int width, int[] pixels) {
        BackgroundDetector search = new BackgroundDetector(width, pixels);
        search.fillFromBorder();
        search.fillIslands();
        return search.background;
    }

    private void fillFromBorder() {
        for (int x = 0; x < width; x++) {
            meet(x);
            meet(pixels.length - width + x);
        }
        for (int row = 0; row < pixels.length; row += width) {
            meet(row);
            meet(row + width - 1);
        }
        spread(REACHED);
        settle();
    }

    private void fillIslands() {
        int enough = pixels.length / MIN_ISLAND;
        for (int place = 0; place < pixels.length; place++) {
            if (!seen[place] && likeBorder(place, ISLAND)) {
                end = 0;
                meet(place);
                spread(ISLAND);
                if (end >= enough) {
                    settle();
                }
            }
        }
    }

    private void spread(int tolerance) {
        for (int next = 0; next < end; next++) {
            int here = found[next];
            int x = here % width;
            step(here, x > 0 ? here - 1 : here, tolerance);
            step(here, x < width - 1 ? here + 1 : here, tolerance);
            step(here, here >= width ? here - width : here, tolerance);
            step(here, here < pixels.length - width ? here + width : here, tolerance);
        }
    }

    private void step(int from, int to, int tolerance) {
        if (seen[to] || ColourMath.distance(pixels[from], pixels[to]) > STEP) {
            return;
        }
        if (likeBorder(to, tolerance)) {
            meet(to);
        }
    }

    private void meet(int place) {
        if (!seen[place]) {
            seen[place] = true;
            found[end] = place;
            end++;
        }
    }

    private void settle() {
        for (int index = 0; index < end; index++) {
            background[found[index]] = true;
        }
    }

    /** Returns whether a pixel, were it as bright as the border of its row, would be near its colour. */
    private boolean likeBorder(int place, int tolerance) {
        int pixel = pixels[place];
        int column = place % width;
        int left = pixels[place - column];
        int right = pixels[place - column + width - 1];
        double share = column / (double) width;
        double red = blend(left >> 16, right >> 16, share);
        double green = blend(left >> 8, right >> 8, share);
        double blue = blend(left, right, share);
        double light = (red(pixel) + green(pixel) + blue(pixel)) / Math.max(1, red + green + blue);
        return light >= DARKEST
                && light <= BRIGHTEST
                && Math.abs(red(pixel) - red * light) <= tolerance
                && Math.abs(green(pixel) - green * light) <= tolerance
                && Math.abs(blue(pixel) - blue * light) <= tolerance;
    }

    private static double blend(int left, int right, double share) {
        return (left & 0xFF) + ((right & 0xFF) - (left & 0xFF)) * share;
    }

    private static int red(int pixel) {
        return pixel >> 16 & 0xFF;
    }

    private static int green(int pixel) {
        return pixel >> 8 & 0xFF;
    }

    private static int blue(int pixel) {
        return pixel & 0xFF;
    }
}
