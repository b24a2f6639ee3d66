package dev.darkroom.ledger.spending;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The money a run has spent, and the estimates of all that is on its way or in doubt, kept up with every commit. A
 * purchase it adopted from another run is that one's to count; see {@link PurchaseCharge}. Thread-safe.
 */
public final class RunSpending {

    private final Map<RowKey, OpenPurchase> open = new HashMap<>();
    private final boolean whole;
    private BigDecimal total = BigDecimal.ZERO;

    RunSpending() {
        this(true);
    }

    /** @param whole whether it counts all; else only purchases that it knows from their intent on */
    RunSpending(boolean whole) {
        this.whole = whole;
    }

    /**
     * Starts anew.
     *
     * @param stored all that counts
     * @param purchases those that may still cost more or less, whose amounts are a part of it
     */
    synchronized void reset(BigDecimal stored, Map<RowKey, OpenPurchase> purchases) {
        total = stored;
        open.clear();
        open.putAll(purchases);
    }

    /** The sum that is spent or on its way, in USD. */
    public synchronized BigDecimal total() {
        return total;
    }

    /** Reserves the estimate for a row about to be submitted, unless that would take the total over {@code most}. */
    public synchronized boolean reserve(RowKey row, BigDecimal estimate, BigDecimal most) {
        if (total.add(estimate).compareTo(most) > 0) {
            return false;
        }
        intended(row, estimate);
        return true;
    }

    /** Gives back what was reserved for a row that was not submitted after all. */
    public synchronized void release(RowKey row) {
        OpenPurchase purchase = open.get(row);
        if (purchase != null && !purchase.isTakenOver()) {
            open.remove(row);
            total = total.subtract(purchase.counted());
        }
    }

    synchronized void moved(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.SubmitIntended intended) {
                intended(intended.row(), intended.estimate());
            } else if (event instanceof PurchaseAdopted) {
                enter(event, OpenPurchase.TAKEN_OVER);
            } else if (event.moves() && (event.from() == RowState.SUBMITTING || event.from() == RowState.SUBMITTED)) {
                boolean hasRequest = event.from() == RowState.SUBMITTED || event.to() == RowState.SUBMITTED;
                OpenPurchase before = open.getOrDefault(event.row(), OpenPurchase.UNPRICED);
                if (whole || open.containsKey(event.row())) {
                    enter(event, before.after(event.to(), hasRequest, cost(event)));
                }
            }
        }
    }

    /** Counts a purchase whose intent was written; one that was reserved before is not reserved again. */
    private void intended(RowKey row, @Nullable BigDecimal estimate) {
        OpenPurchase before = open.get(row);
        if (before == null || before.isTakenOver()) {
            count(row, OpenPurchase.reserved(estimate));
        }
    }

    private void enter(LedgerEvent event, OpenPurchase purchase) {
        count(event.row(), purchase);
        if (!PurchaseCharge.openStates().contains(event.to())) {
            // Its amount counts as it is: a later purchase of the row counts besides.
            open.remove(event.row());
        }
    }

    private void count(RowKey row, OpenPurchase purchase) {
        OpenPurchase before = open.put(row, purchase);
        BigDecimal counted = before == null ? BigDecimal.ZERO : before.counted();
        total = total.subtract(counted).add(purchase.counted());
    }

    private static @Nullable BigDecimal cost(LedgerEvent event) {
        if (event instanceof LedgerEvent.RequestCompleted completed) {
            return completed.cost();
        }
        return event instanceof LedgerEvent.RequestEnded ended ? ended.cost() : null;
    }
}
