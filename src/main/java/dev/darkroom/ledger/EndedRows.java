package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Tells listeners of each purchase that comes to its end. One that had ended before and is only polled or downloaded
 * again ends no second time. Listeners are called by the one thread that commits, and must be quick.
 */
final class EndedRows {

    private final List<Consumer<EndedRow>> listeners = new CopyOnWriteArrayList<>();
    private final Set<RowKey> again = new HashSet<>();

    void listen(Consumer<EndedRow> listener) {
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
