package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the ledger.
 *
 * @param settled whether the tables must have it before it counts; else the journal is enough
 * @param at when it was written to the journal, null if it is not there yet
 * @param end how many bytes of the journal the ledger holds with it, null if it does not end a line of it
 * @param done true once it is durable, false if its row was not in the state it names
 */
record QueuedEvent(
        LedgerEvent event,
        boolean settled,
        @Nullable Instant at,
        @Nullable Long end,
        CompletableFuture<Boolean> done) {

    /** An event that is in the journal already. */
    static QueuedEvent replayed(LedgerEvent event, Instant at, @Nullable Long end) {
        return new QueuedEvent(event, true, at, end, new CompletableFuture<>());
    }

    /** An event of this process. What the journal does not keep is durable in the tables alone. */
    static QueuedEvent fresh(LedgerEvent event, boolean settled) {
        return new QueuedEvent(event, settled || !event.journaled(), null, null, new CompletableFuture<>());
    }

    boolean isInJournal() {
        return at != null;
    }
}
