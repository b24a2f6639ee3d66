package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Knows the purchases that have come to their end, and tells listeners of each that does. One that had ended before and
 * is only polled or downloaded again ends no second time.
 */
public final class EndedRows {

    private final List<Consumer<EndedRow>> listeners = new CopyOnWriteArrayList<>();
    private final Set<RowKey> again = new HashSet<>();
    private final WorkPages pages;

    EndedRows(WorkPages pages) {
        this.pages = pages;
    }

    /** Those of the manifest's first rows that have ended, or are in doubt, in manifest order. */
    public List<EndedRow> first(int most) {
        return pages.firstEnded(most);
    }

    /**
     * Tells a listener of those that ended last, then of each that ends. That is on the thread that commits: it must be
     * quick.
     *
     * @param most how many earlier ones
     * @param from since when; null from the run's start
     */
    public void listen(int most, @Nullable Instant from, Consumer<EndedRow> listener) {
        pages.lastEnded(most, from).forEach(listener);
        listeners.add(listener);
    }

    /** @param comesBack whether a row that the event seems to end is to be submitted instead */
    void moved(List<LedgerEvent> events, Predicate<LedgerEvent> comesBack) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.RowReopened) {
                reopened(event);
            } else if (EndedRow.isEnd(event) && !again.remove(event.row()) && !comesBack.test(event)) {
                EndedRow ended = EndedRow.of(event);
                listeners.forEach(listener -> listener.accept(ended));
            }
        }
    }

    private void reopened(LedgerEvent event) {
        if (event.to() == RowState.SUBMITTED || event.to() == RowState.COMPLETED) {
            again.add(event.row());
        } else {
            again.remove(event.row());
        }
    }
}
