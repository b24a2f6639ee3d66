package dev.darkroom.picture;

/** Rows that an observer looks at, each when it is read for the first time. */
final class ObservedRows implements PixelRows {

    private final PixelRows rows;
    private final PixelObserver observer;
    private int seen = -1;

    ObservedRows(PixelRows rows, PixelObserver observer) {
        this.rows = rows;
        this.observer = observer;
    }

    @Override
    public int width() {
        return rows.width();
    }

    @Override
    public int height() {
        return rows.height();
    }

    @Override
    public void read(int y, int[] into) {
        rows.read(y, into);
        if (y > seen) {
            seen = y;
            observer.row(y, into);
        }
    }
}
