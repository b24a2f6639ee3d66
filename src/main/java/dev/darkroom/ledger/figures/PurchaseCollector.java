package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects from a run's purchases, told one by one, all that its sums begin with: who reads them goes over them once. Not
 * thread-safe.
 */
public final class PurchaseCollector {

    private final Map<PurchaseGroup.Kind, PurchaseGroup> groups = new HashMap<>();
    private final Map<PurchaseKey, TrackedPurchase> remembered = new HashMap<>();
    private long possibleDuplicates;
    private @Nullable RowKey row;
    private long doubtsOfRow;

    /** Adds a purchase; those of a row come one after the other, in the order of their attempts. */
    public void add(PurchaseKey key, TrackedPurchase purchase) {
        PurchaseGroup alone = purchase.group();
        groups.merge(alone.kind(), alone, PurchaseGroup::and);
        if (!key.row().equals(row)) {
            row = key.row();
            doubtsOfRow = 0;
        }
        if (purchase.wasSent()) {
            possibleDuplicates += doubtsOfRow;
            doubtsOfRow = 0;
        }
        boolean isInDoubt = purchase.state() == RowState.UNKNOWN;
        if (isInDoubt) {
            doubtsOfRow++;
        }
        if (isInDoubt || purchase.state().open()) {
            remembered.put(key, purchase);
        }
    }

    /** The purchases, summed up in groups of those that are alike. */
    public List<PurchaseGroup> groups() {
        return List.copyOf(groups.values());
    }

    /** Counts the purchases in doubt whose rows were submitted again. */
    public long possibleDuplicates() {
        return possibleDuplicates;
    }

    /** Those on their way or in doubt. */
    public Map<PurchaseKey, TrackedPurchase> remembered() {
        return remembered;
    }
}
