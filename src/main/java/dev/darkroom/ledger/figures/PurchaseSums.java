package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums a run's purchases up, event by event. Only those still on their way are remembered one by one, and rows that may
 * have been bought twice by a bit each. Not thread-safe.
 */
final class PurchaseSums {

    private final Map<PurchaseGroup.Kind, PurchaseGroup> groups = new HashMap<>();
    private final Map<PurchaseKey, TrackedPurchase> open = new HashMap<>();
    private final BitSet doubted = new BitSet();
    private long possibleDuplicates;

    void reset(StoredFigures stored) {
        groups.clear();
        stored.sums().purchases().forEach(group -> groups.put(group.kind(), group));
        open.clear();
        doubted.clear();
        stored.purchases().forEach(this::remember);
        possibleDuplicates = stored.sums().possibleDuplicates();
    }

    /** Returns false if the sums are wrong from now on. */
    boolean moved(LedgerEvent event) {
        if (!TrackedPurchase.isTold(event)) {
            return true;
        }
        PurchaseKey key = PurchaseKey.of(event);
        TrackedPurchase before = open.get(key);
        if (before == null && !TrackedPurchase.isFirst(event)) {
            return false;
        }
        TrackedPurchase known = before == null ? TrackedPurchase.NONE : before;
        TrackedPurchase after = known.after(event);
        if (after == null) {
            return false;
        }
        boolean sure = !mayBeDuplicate(event, known, after);
        if (before != null) {
            add(before.group().negated());
        }
        add(after.group());
        remember(key, after);
        return sure;
    }

    /** Returns whether possible duplicates may be others than before: that depends on the row's other purchases. */
    private boolean mayBeDuplicate(LedgerEvent event, TrackedPurchase before, TrackedPurchase after) {
        boolean sentOrNot = before.wasSent() != after.wasSent();
        boolean isAfterDoubt = event.attempt() > 1 && doubted.get(event.row().row());
        boolean isBeforeReleased = open.containsKey(new PurchaseKey(event.row(), event.attempt() + 1));
        return (isAfterDoubt && sentOrNot) || (isBeforeReleased && after.state() == RowState.UNKNOWN);
    }

    private void add(PurchaseGroup some) {
        groups.compute(some.kind(), (kind, group) -> {
            PurchaseGroup sum = group == null ? some : group.and(some);
            return sum.purchases() == 0 ? null : sum;
        });
    }

    private void remember(PurchaseKey key, TrackedPurchase purchase) {
        if (purchase.state().open()) {
            open.put(key, purchase);
        } else {
            open.remove(key);
        }
        if (purchase.state() == RowState.UNKNOWN) {
            doubted.set(key.row().row());
        }
    }

    List<PurchaseGroup> groups() {
        return List.copyOf(groups.values());
    }

    long possibleDuplicates() {
        return possibleDuplicates;
    }
}
