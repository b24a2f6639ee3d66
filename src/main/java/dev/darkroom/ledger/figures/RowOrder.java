package dev.darkroom.ledger.figures;

/**
 * An order of a run's rows: each has a rank, from 1, and rows are taken by it. Eight bytes a row where it is not the manifest's.
 * Immutable.
 */
public final class RowOrder {

    /** The order of the manifest: a row's rank is its number. */
    public static final RowOrder OF_MANIFEST = new RowOrder(new int[0]);

    private final int[] rows;
    private final int[] ranks;

    private RowOrder(int[] rows) {
        this.rows = rows;
        this.ranks = new int[rows.length];
        for (int rank = 1; rank <= rows.length; rank++) {
            ranks[rows[rank - 1] - 1] = rank;
        }
    }

    /** @param rows the numbers of all rows from 1 on, in the order in which they are taken */
    public static RowOrder of(int[] rows) {
        return new RowOrder(rows.clone());
    }

    /** Returns the rank of a row; of a number that is no row's, the number. */
    public int rank(int row) {
        return row < 1 || row > ranks.length ? row : ranks[row - 1];
    }

    /** Returns the row of a rank. */
    public int row(int rank) {
        return rank < 1 || rank > rows.length ? rank : rows[rank - 1];
    }
}
