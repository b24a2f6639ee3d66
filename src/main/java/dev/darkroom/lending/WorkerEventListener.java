package dev.darkroom.lending;

import dev.darkroom.ledger.rows.LedgerEvent;

/** Hears of what workers on other hosts have met at the service. */
@FunctionalInterface
public interface WorkerEventListener {

    /** Hears of an event of a worker's, some tenths of a second after it. */
    void heard(LedgerEvent event);
}
