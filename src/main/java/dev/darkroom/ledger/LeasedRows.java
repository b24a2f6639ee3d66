package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.RowState;
import java.util.BitSet;
import java.util.Set;

/** The rows that another process's run has lent to this one. Thread-safe. */
public final class LeasedRows {

    private static final Set<RowState> ON_THEIR_WAY =
            Set.of(RowState.SUBMITTING, RowState.SUBMITTED, RowState.COMPLETED);

    private final RunCounters counters;

    LeasedRows(RunCounters counters) {
        this.counters = counters;
    }

    /** Takes rows up that were claimed. */
    public void receive(BitSet rows) {
        counters.committing().lock();
        try {
            counters.work().receive(rows);
        } finally {
            counters.committing().unlock();
        }
    }

    /** Returns how many of some rows are not submitted yet. */
    public long pending(BitSet rows) {
        return counters.work().count(rows, Set.of(RowState.PENDING));
    }

    /** Returns how many of some rows are submitted and have not come to their end. */
    public long onTheirWay(BitSet rows) {
        return counters.work().count(rows, ON_THEIR_WAY);
    }

    /** Forgets rows that are given back. */
    public void giveUp(BitSet rows) {
        counters.work().giveUp(rows);
    }
}
