package dev.darkroom.worker;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.step.WorkShare;
import java.util.List;

/** What a worker may do of a run: as many requests as it is granted, for rows that are lent to it. Thread-safe. */
final class LeasedShare implements WorkShare {

    private volatile int granted;
    private volatile boolean closed;

    @Override
    public int wanted() {
        return 0;
    }

    @Override
    public void lend(List<PendingRow> rows) {
        throw new UnsupportedOperationException("what is lent to a worker is lent to nobody else");
    }

    @Override
    public int maxInFlight() {
        return granted;
    }

    void grant(int requests) {
        granted = requests;
    }

    @Override
    public boolean mayGrow() {
        return !closed;
    }

    /** Notes that no more rows will be lent. */
    void close() {
        closed = true;
    }

    @Override
    public boolean isLeased() {
        return true;
    }
}
