package dev.darkroom.collect;

import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.signals.RunSignals;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The requests an earlier process left, until the service has answered once for each: only then is anything new
 * submitted. Thread-safe.
 */
final class OutstandingRequests {

    private final Set<RowKey> unanswered = ConcurrentHashMap.newKeySet();
    private final RunSignals signals;

    OutstandingRequests(RunSignals signals) {
        this.signals = signals;
    }

    /** Adds a request. Called for each before the first is polled. */
    void expect(RowKey row) {
        unanswered.add(row);
    }

    /** Says that no more are to be added. */
    void areAll() {
        tellIfDone();
    }

    void answered(RowKey row) {
        if (unanswered.remove(row)) {
            tellIfDone();
        }
    }

    private void tellIfDone() {
        if (unanswered.isEmpty()) {
            signals.setOutstandingPolled();
        }
    }
}
