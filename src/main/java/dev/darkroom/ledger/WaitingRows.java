package dev.darkroom.ledger;

import dev.darkroom.ledger.figures.RowOrder;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.IntPredicate;

/**
 * The rows of a run in one state that no step has taken on yet, by their numbers alone: a bit each, so that a backlog costs
 * next to nothing, and no row is read twice. Kept up with every commit. Thread-safe.
 */
final class WaitingRows {

    private final int run;
    private final RowState state;
    private final WorkPages pages;
    private final Lock committing;
    private final IntPredicate ours;
    private final IntPredicate held;
    /** The ranks of the rows. */
    private final BitSet waiting = new BitSet();

    private RowOrder order = RowOrder.OF_MANIFEST;
    private volatile boolean known;

    /**
     * @param committing held by who writes events until they are told here
     * @param ours whether a row, by its number, is this process's work
     * @param held whether a row waits for something else first, and is given back afterwards
     */
    WaitingRows(int run, RowState state, WorkPages pages, Lock committing, IntPredicate ours, IntPredicate held) {
        this.run = run;
        this.state = state;
        this.pages = pages;
        this.committing = committing;
        this.ours = ours;
        this.held = held;
    }

    /** Forgets them all; who asks next reads them anew. */
    synchronized void forget() {
        waiting.clear();
        known = false;
    }

    /** Begins with none, and never reads any. */
    synchronized void beginEmpty() {
        waiting.clear();
        known = true;
    }

    synchronized void moved(List<LedgerEvent> events) {
        if (!known) {
            return;
        }
        for (LedgerEvent event : events) {
            int row = event.row().row();
            if (event.from() == state && event.to() != state) {
                waiting.clear(order.rank(row));
            } else if (event.to() == state && event.from() != state && ours.test(row)) {
                waiting.set(order.rank(row));
            }
        }
    }

    /** Has them taken in another order from here on; who asks next reads them anew. */
    synchronized void order(RowOrder other) {
        forget();
        order = other;
    }

    /** Returns the row's rank in the order in which they are taken. */
    synchronized int rank(RowKey row) {
        return order.rank(row.row());
    }

    /** Returns whether any is waiting that is taken before a row. */
    boolean hasBefore(RowKey end) {
        read();
        synchronized (this) {
            int first = waiting.nextSetBit(0);
            return first >= 0 && first < order.rank(end.row());
        }
    }

    /** Takes the first ones, in their order, that come before a row. */
    List<RowKey> take(int most, RowKey end) {
        read();
        List<RowKey> taken = new ArrayList<>();
        synchronized (this) {
            int last = order.rank(end.row());
            for (int rank = waiting.nextSetBit(0);
                    rank >= 0 && rank < last && taken.size() < most;
                    rank = waiting.nextSetBit(rank + 1)) {
                taken.add(new RowKey(run, order.row(rank)));
                waiting.clear(rank);
            }
        }
        return taken;
    }

    /** Adds a row that has come to be this process's work; who has not read them yet reads it too. */
    synchronized void receive(int row) {
        if (known) {
            waiting.set(order.rank(row));
        }
    }

    synchronized void giveBack(RowKey row) {
        waiting.set(order.rank(row.row()));
    }

    synchronized void withhold(RowKey row) {
        waiting.clear(order.rank(row.row()));
    }

    /** Lets no group commit meanwhile: an event that was read and is told afterwards would set its row twice. */
    private void read() {
        if (known) {
            return;
        }
        committing.lock();
        try {
            readAll();
        } finally {
            committing.unlock();
        }
    }

    private synchronized void readAll() {
        if (known) {
            return;
        }
        pages.rowsIn(state, row -> {
            if (ours.test(row) && !held.test(row)) {
                waiting.set(order.rank(row));
            }
        });
        known = true;
    }
}
