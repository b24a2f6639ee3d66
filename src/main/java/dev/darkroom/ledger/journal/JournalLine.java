package dev.darkroom.ledger.journal;

import dev.darkroom.ledger.rows.LedgerEvent;
import java.time.Instant;

/**
 * A line of the purchase journal.
 *
 * @param event what happened
 * @param at when it was written
 * @param end how many bytes of the journal there are up to and with it
 */
public record JournalLine(LedgerEvent event, Instant at, long end) {}
