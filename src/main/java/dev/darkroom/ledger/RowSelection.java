package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Some rows of a run by state, kept up with every commit: those that this process's work is limited to, or those that are
 * lent to others. It lives in memory alone, so that nothing has to be undone after a crash. Thread-safe.
 */
final class RowSelection {

    private final int run;
    private final BitSet rows = new BitSet();
    private final Map<RowState, BitSet> byState = new EnumMap<>(RowState.class);

    RowSelection(int run, Collection<RowKey> rows) {
        this.run = run;
        rows.forEach(row -> this.rows.set(row.row()));
    }

    /** Adds rows, of which it has to be {@link #stands told} where they stand. */
    synchronized void add(BitSet more) {
        rows.or(more);
    }

    synchronized void remove(BitSet fewer) {
        rows.andNot(fewer);
        byState.values().forEach(those -> those.andNot(fewer));
    }

    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns how many of these rows are in any of the states. */
    synchronized long count(BitSet among, Collection<RowState> states) {
        long count = 0;
        for (RowState state : states) {
            BitSet those = (BitSet) among.clone();
            those.and(in(state));
            count += those.cardinality();
        }
        return count;
    }

    synchronized void moved(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            int row = event.row().row();
            if (rows.get(row)) {
                in(event.from()).clear(row);
                in(event.to()).set(row);
            }
        }
    }

    /** Forgets where the rows stand; {@link #stands} tells it anew. */
    synchronized void forget() {
        byState.clear();
    }

    synchronized void stands(int row, RowState state) {
        if (rows.get(row)) {
            in(state).set(row);
        }
    }

    synchronized long count(RowState state) {
        return in(state).cardinality();
    }

    synchronized boolean has(int row) {
        return rows.get(row);
    }

    /** The rows in the state, in manifest order. */
    synchronized List<RowKey> all(RowState state) {
        return in(state).stream().mapToObj(row -> new RowKey(run, row)).toList();
    }

    private BitSet in(RowState state) {
        return byState.computeIfAbsent(state, none -> new BitSet());
    }
}
