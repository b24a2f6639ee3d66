package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way into the ledger.
 *
 * @param at when it was written to the journal, null if it is not there yet
 * @param end how many bytes of the journal the ledger holds with it, null if it does not end a line of it
 * @param done true once it is durable, false if its row was not in the state it names
 */
record QueuedEvent(
        LedgerEvent event, @Nullable Instant at, @Nullable Long end, CompletableFuture<Boolean> done) {

    QueuedEvent(LedgerEvent event, @Nullable Instant at, @Nullable Long end) {
        this(event, at, end, new CompletableFuture<>());
    }

    boolean isInJournal() {
        return at != null;
    }
}
