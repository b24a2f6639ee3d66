package dev.darkroom.checks.shop;

import dev.darkroom.picture.PictureSize;
import dev.darkroom.picture.PictureTransparency;
import dev.darkroom.picture.PixelObserver;
import dev.darkroom.picture.SmallPicture;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Measures which part of a picture's ground is not exactly of a colour, and by how much, over every pixel that is decoded.
 * The ground is what hangs together with the border and is not near the product, since compression is worst along edges.
 * For one picture, by one thread.
 */
public final class GroundScan implements PixelObserver {

    private static final int MIN_MARGIN = 3;

    private final int rgb;
    private final int tolerance;
    private final int reach;
    private int[] columns = new int[0];
    private int[] rows = new int[0];
    private int[] off = new int[0];
    private long[] sums = new long[0];
    private int cellRow;
    private double share;
    private double distance;
    private @Nullable ProductMask mask;
    private PictureTransparency transparency = new PictureTransparency(false, 0);

    /**
     * @param rgb the colour asked for, {@code 0xRRGGBB}
     * @param tolerance how far red, green or blue may each be from it, of 255
     * @param reach how far from the product compression still changes its ground, in pixels
     */
    public GroundScan(int rgb, int tolerance, int reach) {
        this.rgb = rgb;
        this.tolerance = tolerance;
        this.reach = reach;
    }

    @Override
    public void begin(int wide, int high, PictureSize small) {
        columns = bounds(wide, small.width());
        rows = bounds(high, small.height());
        off = new int[small.width() * small.height()];
        sums = new long[off.length];
        cellRow = 0;
    }

    /** Returns where each of the cells begins that a side is divided into, and where the last one ends. */
    private static int[] bounds(int side, int cells) {
        int[] bounds = new int[cells + 1];
        Arrays.setAll(bounds, cell -> (int) ((long) side * cell / cells));
        return bounds;
    }

    @Override
    public void row(int y, int[] pixels) {
        while (y >= rows[cellRow + 1]) {
            cellRow++;
        }
        int cell = cellRow * (columns.length - 1);
        for (int column = 1; column < columns.length; column++, cell++) {
            int others = 0;
            int far = 0;
            for (int x = columns[column - 1]; x < columns[column]; x++) {
                int apart = pixels[x] == rgb ? 0 : distance(pixels[x]);
                if (apart > tolerance) {
                    others++;
                    far += apart;
                }
            }
            off[cell] += others;
            sums[cell] += far;
        }
    }

    private int distance(int pixel) {
        int red = Math.abs((pixel >> 16 & 0xff) - (rgb >> 16 & 0xff));
        int green = Math.abs((pixel >> 8 & 0xff) - (rgb >> 8 & 0xff));
        return Math.max(Math.max(red, green), Math.abs((pixel & 0xff) - (rgb & 0xff)));
    }

    @Override
    public void end(SmallPicture stored, PictureTransparency found) {
        transparency = found;
        mask = ProductMask.of(stored);
        int width = columns[columns.length - 1];
        measure(mask.groundCells(Math.max(MIN_MARGIN, (int) Math.ceil((double) reach * stored.width() / width))));
    }

    private void measure(boolean[] ground) {
        int cells = columns.length - 1;
        long pixels = 0;
        long others = 0;
        long far = 0;
        for (int cell = 0; cell < ground.length; cell++) {
            if (ground[cell]) {
                int column = cell % cells;
                int row = cell / cells;
                pixels += (long) (columns[column + 1] - columns[column]) * (rows[row + 1] - rows[row]);
                others += off[cell];
                far += sums[cell];
            }
        }
        share = pixels == 0 ? 0 : others / (double) pixels;
        distance = others == 0 ? 0 : far / (double) others;
    }

    /** Returns what of the picture is product, as it is stored; null if none was decoded. */
    public @Nullable ProductMask mask() {
        return mask;
    }

    /** Returns the part of the ground that is off by more than the tolerance, from 0 to 1. */
    public double share() {
        return share;
    }

    /** Returns by how much that part is off, its mean, of 255. */
    public double distance() {
        return distance;
    }

    /** Returns what of the picture is not opaque. */
    public PictureTransparency transparency() {
        return transparency;
    }
}
