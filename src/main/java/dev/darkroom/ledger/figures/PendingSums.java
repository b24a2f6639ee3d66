package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up the rows still to be submitted, event by event. It knows what a row requests from when it is taken to be
 * submitted until that is answered. Not thread-safe.
 */
final class PendingSums {

    private final Map<String, PendingModel> models = new TreeMap<>();
    private final Map<RowKey, PendingModel> taken = new HashMap<>();

    /** Starts the sums anew; what rows request does not change. */
    void reset(StoredFigures stored) {
        models.clear();
        stored.sums().pending().forEach(this::add);
    }

    void taken(List<PendingRow> rows) {
        rows.forEach(row -> taken.put(row.key(), new PendingModel(row.model(), 1, row.outputs())));
    }

    /** Returns false if the sums are wrong from now on. */
    boolean moved(LedgerEvent event) {
        boolean leaves = event.from() == RowState.PENDING;
        boolean comes = event.to() == RowState.PENDING;
        boolean isBetween = event.to() == RowState.SUBMITTING || comes;
        PendingModel row = isBetween ? taken.get(event.row()) : taken.remove(event.row());
        if (leaves == comes) {
            return true;
        }
        if (row == null) {
            return false;
        }
        add(comes ? row : new PendingModel(row.model(), -row.rows(), -row.outputs()));
        return true;
    }

    private void add(PendingModel some) {
        models.compute(some.model(), (model, sum) -> {
            PendingModel both = sum == null ? some : sum.and(some);
            return both.rows() == 0 ? null : both;
        });
    }

    List<PendingModel> models() {
        return List.copyOf(models.values());
    }
}
