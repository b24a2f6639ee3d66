package dev.darkroom.ledger.shared;

import dev.darkroom.ledger.rows.LedgerEvent;
import java.util.List;

/** Takes part in each transaction in which events of a run are entered; what it throws fails the transaction. */
public interface GroupFence {

    /**
     * Holds off, until the transaction has ended, whoever may take the rows or the ledger from this process.
     *
     * @throws dev.darkroom.ledger.database.LedgerTakenException if somebody has taken them
     */
    void pass();

    /** Hears of the events that were entered, within the transaction. */
    default void entered(List<LedgerEvent> events) {}
}
