package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when this process wrote the intents down that have no answer yet. What takes an intent back, and is entered
 * later, names it by that: meanwhile the row may be another process's, under an intent with the same number. Thread-safe.
 */
public final class IntentTimes {

    private final Map<RowKey, Instant> times = new ConcurrentHashMap<>();

    /** Notes the intents among events that are about to be written down. */
    public void begin(List<LedgerEvent> events, Instant at) {
        for (LedgerEvent event : events) {
            if (event instanceof LedgerEvent.SubmitIntended) {
                times.put(event.row(), at);
            }
        }
    }

    /** Forgets the intents that these events, which are written down, have answered. */
    public void end(List<LedgerEvent> events) {
        for (LedgerEvent event : events) {
            if (event.moves() && event.from() == RowState.SUBMITTING) {
                times.remove(event.row());
            }
        }
    }

    /** Returns whether an intent of this process waits for an answer. */
    boolean isOpen(RowKey row) {
        return times.containsKey(row);
    }

    /** Returns when the row's intent was written down, or another time if no intent of this process waits for an answer. */
    Instant of(RowKey row, Instant otherwise) {
        return times.getOrDefault(row, otherwise);
    }
}
