package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PurchaseAdopted;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Knows the rows of a run that download again what another run had: pictures that were paid for and are gone here.
 * Where the service has lost them too, such a row is submitted, so that nobody may think before that all are. Kept up
 * with every commit. Thread-safe.
 */
public final class RedownloadedRows {

    private final Set<RowKey> open = new HashSet<>();
    private boolean bought = true;

    RedownloadedRows() {}

    /** Starts anew from the rows that are under way. */
    synchronized void reset(Collection<RowKey> stored) {
        open.clear();
        open.addAll(stored);
    }

    /** Rules out submits from now on: what is lost stays lost. */
    synchronized void buyNone() {
        bought = false;
    }

    synchronized void moved(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            if (event instanceof PurchaseAdopted taken && taken.fetchedAgain()) {
                open.add(event.row());
            } else if (!isLost(event) && event.to() != RowState.SUBMITTED && event.to() != RowState.COMPLETED) {
                open.remove(event.row());
            }
        }
    }

    /** Returns whether the row may yet have to be submitted. */
    public synchronized boolean mayBeSubmitted(RowKey row) {
        return bought && open.contains(row);
    }

    /** Returns whether any row may yet have to be submitted. */
    public synchronized boolean anyMayBeSubmitted() {
        return bought && !open.isEmpty();
    }

    /**
     * Returns whether the event says of such a row that the service no longer has its pictures: it is to be submitted.
     */
    synchronized boolean isLost(LedgerEvent event) {
        boolean without = event instanceof LedgerEvent.RequestEnded || event instanceof LedgerEvent.DownloadFailed;
        return without && event.to() == RowState.FAILED && mayBeSubmitted(event.row());
    }
}
