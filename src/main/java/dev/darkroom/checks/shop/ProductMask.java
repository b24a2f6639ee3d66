package dev.darkroom.checks.shop;

import dev.darkroom.picture.SmallPicture;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells the product from its ground. The ground's colour is the middle one of each channel along the border; what differs
 * from it visibly is product, but for specks. A picture whose border is of several colours, a room or a table, has no
 * ground to be told from, and says so.
 */
public final class ProductMask {

    /** From how far on red, green or blue differs from the ground, of 255. */
    static final int VISIBLE = 20;

    private static final int LEVELS = 256;
    private static final int RING_PARTS = 50;

    /** Less of the ring than this in the ground's colour, and there is no ground. */
    private static final double GROUND_SHARE = 0.5;

    /** What is smaller than this part of the picture is a speck. */
    private static final double SPECK = 0.0005;

    private static final int MIN_SPECK = 6;

    private final int width;
    private final int height;
    private final int ground;
    private final boolean plain;
    private final boolean[] product;

    private ProductMask(SmallPicture picture) {
        this.width = picture.width();
        this.height = picture.height();
        this.product = new boolean[width * height];
        int ring = Math.max(1, Math.min(width, height) / RING_PARTS);
        this.ground = middle(picture, ring);
        int[] border = new int[2];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                boolean other = differs(picture.rgb(x, y), ground);
                product[y * width + x] = other;
                if (isRing(x, y, ring)) {
                    border[0]++;
                    border[1] += other ? 0 : 1;
                }
            }
        }
        this.plain = border[1] >= GROUND_SHARE * border[0];
        dropSpecks();
    }

    /** Tells the product of a picture. */
    public static ProductMask of(SmallPicture picture) {
        return new ProductMask(picture);
    }

    private boolean isRing(int x, int y, int ring) {
        return x < ring || y < ring || x >= width - ring || y >= height - ring;
    }

    private int middle(SmallPicture picture, int ring) {
        int[][] levels = new int[3][LEVELS];
        int seen = 0;
        for (int y = 0; y < height; y++) {
            boolean inner = y >= ring && y < height - ring;
            for (int x = 0; x < width; x++) {
                if (inner && x == ring) {
                    x = Math.max(x, width - ring);
                }
                int pixel = picture.rgb(x, y);
                levels[0][pixel >> 16]++;
                levels[1][pixel >> 8 & 0xff]++;
                levels[2][pixel & 0xff]++;
                seen++;
            }
        }
        return middle(levels[0], seen) << 16 | middle(levels[1], seen) << 8 | middle(levels[2], seen);
    }

    private static int middle(int[] levels, int seen) {
        int level = 0;
        for (int below = levels[0]; below * 2L < seen; below += levels[level]) {
            level++;
        }
        return level;
    }

    private static boolean differs(int pixel, int ground) {
        return Math.abs((pixel >> 16) - (ground >> 16)) > VISIBLE
                || Math.abs((pixel >> 8 & 0xff) - (ground >> 8 & 0xff)) > VISIBLE
                || Math.abs((pixel & 0xff) - (ground & 0xff)) > VISIBLE;
    }

    private void dropSpecks() {
        int least = (int) Math.max(MIN_SPECK, SPECK * product.length);
        boolean[] seen = new boolean[product.length];
        int[] part = new int[product.length];
        for (int start = 0; start < product.length; start++) {
            if (product[start] && !seen[start]) {
                int size = part(start, true, seen, part);
                for (int at = 0; size < least && at < size; at++) {
                    product[part[at]] = false;
                }
            }
        }
    }

    /** Gathers what hangs together with a cell of its kind; returns how many cells that are. */
    private int part(int start, boolean kind, boolean[] seen, int[] part) {
        int size = 0;
        part[size++] = start;
        seen[start] = true;
        for (int at = 0; at < size; at++) {
            int cell = part[at];
            int x = cell % width;
            size = x > 0 ? with(cell - 1, kind, seen, part, size) : size;
            size = x < width - 1 ? with(cell + 1, kind, seen, part, size) : size;
            size = cell >= width ? with(cell - width, kind, seen, part, size) : size;
            size = cell + width < product.length ? with(cell + width, kind, seen, part, size) : size;
        }
        return size;
    }

    private int with(int cell, boolean kind, boolean[] seen, int[] part, int size) {
        if (product[cell] != kind || seen[cell]) {
            return size;
        }
        seen[cell] = true;
        part[size] = cell;
        return size + 1;
    }

    /** Returns the ground's colour, {@code 0xRRGGBB}. */
    public int ground() {
        return ground;
    }

    /** Returns whether there is a ground of one colour, of which a product can be told. */
    public boolean isPlain() {
        return plain;
    }

    boolean isProduct(int x, int y) {
        return product[y * width + x];
    }

    /** Returns the rectangle around the product; empty if it cannot be told or nothing is there. */
    public Optional<ProductBox> box() {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int at = 0; at < product.length && plain; at++) {
            if (product[at]) {
                left = Math.min(left, at % width);
                right = Math.max(right, at % width);
                top = Math.min(top, at / width);
                bottom = at / width;
            }
        }
        return right < 0
                ? Optional.empty()
                : Optional.of(new ProductBox(left, top, right + 1, bottom + 1, width, height));
    }

    /**
     * Returns the cells of the ground that hang together with the border and are this far from any product. Where there
     * is no plain ground that is the ring along the border.
     */
    boolean[] groundCells(int margin) {
        boolean[] near = grown(margin);
        boolean[] ground = new boolean[product.length];
        boolean[] seen = new boolean[product.length];
        int[] part = new int[product.length];
        int ring = Math.max(1, Math.min(width, height) / RING_PARTS);
        for (int at = 0; at < product.length; at++) {
            boolean border = isRing(at % width, at / width, plain ? 1 : ring);
            if (border && !plain) {
                ground[at] = true;
            } else if (border && !product[at] && !seen[at]) {
                int size = part(at, false, seen, part);
                for (int n = 0; n < size; n++) {
                    ground[part[n]] = !near[part[n]];
                }
            }
        }
        return ground;
    }

    /** Returns the product grown by so many cells to all sides. */
    private boolean[] grown(int margin) {
        boolean[] across = new boolean[product.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0, last = -LEVELS * LEVELS; x < width + margin; x++) {
                last = x < width && product[y * width + x] ? x : last;
                if (x - margin >= 0 && x - last <= 2 * margin) {
                    across[y * width + x - margin] = true;
                }
            }
        }
        boolean[] grown = new boolean[product.length];
        for (int x = 0; x < width; x++) {
            for (int y = 0, last = -LEVELS * LEVELS; y < height + margin; y++) {
                last = y < height && across[y * width + x] ? y : last;
                if (y - margin >= 0 && y - last <= 2 * margin) {
                    grown[(y - margin) * width + x] = true;
                }
            }
        }
        return grown;
    }

    /** Returns by which part of its length each edge is touched: above, right, below, left. */
    double[] touched() {
        int[] cells = new int[4];
        for (int x = 0; x < width; x++) {
            cells[0] += isProduct(x, 0) || isProduct(x, Math.min(1, height - 1)) ? 1 : 0;
            cells[2] += isProduct(x, height - 1) || isProduct(x, Math.max(0, height - 2)) ? 1 : 0;
        }
        for (int y = 0; y < height; y++) {
            cells[1] += isProduct(width - 1, y) || isProduct(Math.max(0, width - 2), y) ? 1 : 0;
            cells[3] += isProduct(0, y) || isProduct(Math.min(1, width - 1), y) ? 1 : 0;
        }
        double[] parts = new double[cells.length];
        Arrays.setAll(parts, edge -> cells[edge] / (double) (edge % 2 == 0 ? width : height));
        return parts;
    }
}
