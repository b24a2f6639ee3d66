package dev.darkroom.ledger.rows;

/**
 * A row of the workspace.
 *
 * @param run its run's number
 * @param row its number in the run's manifest, from 1
 */
public record RowKey(int run, int row) {

    /** The largest number of rows a run can have. */
    public static final int MAX_ROWS = Integer.MAX_VALUE - 1;

    public static RowKey of(long value) {
        return new RowKey((int) (value >>> 32), (int) value);
    }

    public static long firstOf(int run) {
        return (long) run << 32;
    }

    public static long lastOf(int run) {
        return firstOf(run) | Integer.MAX_VALUE;
    }

    public long value() {
        return firstOf(run) | row;
    }
}
