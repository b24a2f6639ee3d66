package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run has spent, and the estimates of all that is on its way or in doubt, kept up with every commit.
 * What it took over from another run is that one's to count. Thread-safe.
 */
public final class Spending {

    private final Map<RowKey, BigDecimal> reserved = new HashMap<>();
    private final Set<RowKey> takenOver = new HashSet<>();
    private BigDecimal total = BigDecimal.ZERO;

    Spending() {}

    /**
     * Starts anew.
     *
     * @param stored all that counts
     * @param open the part of it that is not settled yet
     * @param others rows whose purchase another run counts
     */
    synchronized void reset(BigDecimal stored, Map<RowKey, BigDecimal> open, Set<RowKey> others) {
        total = stored;
        reserved.clear();
        reserved.putAll(open);
        takenOver.clear();
        takenOver.addAll(others);
    }

    /** What is spent or on its way, in USD. */
    public synchronized BigDecimal total() {
        return total;
    }

    /** Reserves the estimate for a row about to be bought, unless that would take the total over {@code most}. */
    public synchronized boolean reserve(RowKey row, BigDecimal estimate, BigDecimal most) {
        if (total.add(estimate).compareTo(most) > 0) {
            return false;
        }
        add(row, estimate);
        return true;
    }

    /** Gives back what was reserved for a row that was not bought after all. */
    public synchronized void release(RowKey row) {
        BigDecimal estimate = reserved.remove(row);
        if (estimate != null) {
            total = total.subtract(estimate);
        }
    }

    synchronized void moved(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.Intended intended) {
                takenOver.remove(intended.row());
                add(intended.row(), intended.estimate());
            } else if (event instanceof TakenOver) {
                release(event.row());
                takenOver.add(event.row());
            } else if (event instanceof LedgerEvent.Released || event instanceof LedgerEvent.Refused) {
                release(event.row());
            } else if (event instanceof LedgerEvent.Lost) {
                // It may be billed, and nothing will tell: its estimate counts, and a later purchase counts besides.
                settle(event.row(), null);
            } else if (event instanceof LedgerEvent.Completed completed) {
                settle(completed.row(), takenOver.remove(completed.row()) ? null : completed.cost());
            } else if (event instanceof LedgerEvent.Ended ended) {
                ended(ended);
            }
        }
    }

    private void ended(LedgerEvent.Ended ended) {
        if (takenOver.contains(ended.row())) {
            return;
        }
        if (ended.to() == RowState.CANCELLED && ended.cost() == null) {
            release(ended.row());
        } else if (ended.to() != RowState.TIMED_OUT || ended.cost() != null) {
            // What has timed out is asked for again: its estimate stays reserved until its cost is known.
            settle(ended.row(), ended.cost());
        }
    }

    private void add(RowKey row, @Nullable BigDecimal estimate) {
        if (estimate != null && reserved.putIfAbsent(row, estimate) == null) {
            total = total.add(estimate);
        }
    }

    private void settle(RowKey row, @Nullable BigDecimal cost) {
        BigDecimal estimate = reserved.remove(row);
        if (cost != null) {
            total = total.add(cost).subtract(estimate == null ? BigDecimal.ZERO : estimate);
        }
    }
}
