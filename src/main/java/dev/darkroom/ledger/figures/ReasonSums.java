package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts a run's rows by status and reason, event by event. Not thread-safe. */
final class ReasonSums {

    /** Codes are few; should a service put a row's own data into them, the memory stays bounded. */
    private static final int MAX_REASONS = 1_000;

    private final Map<Reason, ReasonCount> counts = new HashMap<>();
    private final BitSet leaders = new BitSet();

    /** What is counted together. */
    private record Reason(String code, RowStatus status) {}

    void reset(StoredFigures stored) {
        counts.clear();
        stored.sums().reasons().forEach(this::add);
        leaders.clear();
        leaders.or(stored.leaders());
    }

    /** Returns false if the counts are wrong from now on. */
    boolean moved(LedgerEvent event) {
        if (!event.moves() || event.from() == event.to()) {
            return true;
        }
        if (RowState.withReason().contains(event.from()) || event.to() == RowState.FOLLOWER) {
            return false;
        }
        RowReason reason = event.lastingReason();
        if (reason == null) {
            return true;
        }
        int row = event.row().row();
        add(new ReasonCount(reason.code(), event.to().status(), 1, row, ""));
        return !leaders.get(row);
    }

    private void add(ReasonCount rows) {
        Reason reason = new Reason(rows.code(), rows.status());
        boolean isKept = counts.size() < MAX_REASONS || counts.containsKey(reason);
        Reason kept = isKept ? reason : new Reason(ReasonCount.OTHER, rows.status());
        ReasonCount before = counts.getOrDefault(kept, rows);
        ReasonCount first = rows.first() < before.first() ? rows : before;
        long count = counts.containsKey(kept) ? before.rows() + rows.rows() : rows.rows();
        counts.put(kept, new ReasonCount(kept.code, kept.status, count, first.first(), first.exampleId()));
    }

    /** Those with rows, in the order in which the manifest first has them. */
    List<ReasonCount> counts() {
        return counts.values().stream()
                .sorted(Comparator.comparingInt(ReasonCount::first))
                .toList();
    }
}
