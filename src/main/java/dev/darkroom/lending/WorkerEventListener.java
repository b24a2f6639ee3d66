package dev.darkroom.lending;

import dev.darkroom.ledger.rows.LedgerEvent;

/** Hears of what workers on other hosts have met at the service. */
public interface WorkerEventListener {

    /** Hears nothing. */
    WorkerEventListener NONE = new WorkerEventListener() {
        @Override
        public void heard(LedgerEvent event) {}

        @Override
        public void refresh() {}
    };

    /** Hears of an event of a worker's, some tenths of a second after it. */
    void heard(LedgerEvent event);

    /** Is called every second, to tell workers what was learned of the service, and to hear what they have told. */
    void refresh();
}
