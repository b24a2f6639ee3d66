package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A run's sums in memory. They are moved by every commit, and have to be read from the ledger at first and whenever a
 * commit leaves something open that only the ledger can tell. Thread-safe.
 */
public final class KeptFigures {

    private final Lock committing;
    private final PurchaseSums purchases = new PurchaseSums();
    private final ReasonSums reasons = new ReasonSums();
    private final PendingSums pending = new PendingSums();
    private @Nullable List<LedgerEvent> sinceReading;
    private boolean known;
    private boolean current;
    private boolean outdated;

    /** @param committing held by who writes events until they are told here */
    public KeptFigures(Lock committing) {
        this.committing = committing;
    }

    public synchronized void moved(List<LedgerEvent> events) {
        List<LedgerEvent> later = sinceReading;
        if (later == null) {
            events.forEach(this::move);
        } else {
            later.addAll(events);
        }
    }

    private void move(LedgerEvent event) {
        boolean isPendingSure = pending.moved(event);
        if (known) {
            boolean arePurchasesSure = purchases.moved(event);
            boolean areReasonsSure = reasons.moved(event);
            current &= isPendingSure && arePurchasesSure && areReasonsSure;
        }
    }

    /** Tells what rows request that are about to be submitted. */
    public synchronized void taken(List<PendingRow> rows) {
        pending.taken(rows);
    }

    /** Tells that rows were written past the events. */
    public synchronized void outdate() {
        current = false;
        outdated = true;
    }

    /** Returns whether the sums are those of the ledger; else they have to be {@link #read read}. */
    public synchronized boolean isCurrent() {
        return current;
    }

    /** Returns whether the sums were ever read. */
    public synchronized boolean isKnown() {
        return known;
    }

    /** The sums as far as they are known here. */
    public synchronized FigureSums sums() {
        return new FigureSums(purchases.groups(), purchases.possibleDuplicates(), reasons.counts(), pending.models());
    }

    /**
     * Reads the sums while commits go on. To be called by one thread at a time.
     *
     * @param beginning lets {@code reading} see the ledger as it is when this is called, and no later commit
     */
    public void read(Runnable beginning, Supplier<StoredFigures> reading) {
        begin(beginning);
        StoredFigures stored = null;
        try {
            stored = reading.get();
        } finally {
            end(stored);
        }
    }

    /** Lets no group commit meanwhile: an event that is read and told afterwards would count twice. */
    private void begin(Runnable beginning) {
        committing.lock();
        try {
            beginning.run();
            synchronized (this) {
                sinceReading = new ArrayList<>();
                outdated = false;
            }
        } finally {
            committing.unlock();
        }
    }

    private synchronized void end(@Nullable StoredFigures stored) {
        List<LedgerEvent> later = sinceReading == null ? List.of() : sinceReading;
        sinceReading = null;
        current = stored != null && !outdated;
        if (stored != null) {
            purchases.reset(stored);
            reasons.reset(stored);
            pending.reset(stored);
            known = true;
        }
        later.forEach(this::move);
    }
}
