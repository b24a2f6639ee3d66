package dev.darkroom.ledger.lease;

import dev.darkroom.ledger.rows.LedgerEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run hears of a worker.
 *
 * @param worker its number
 * @param events that it has committed
 * @param end why it stops by itself, null if it does not
 */
public record WorkerReport(
        long worker, List<LedgerEvent> events, @Nullable WorkerEnd end) {

    public WorkerReport {
        events = List.copyOf(events);
    }

    /**
     * Why a worker stops by itself.
     *
     * @param reason the name of the reason for which it stops
     * @param message for people
     */
    public record WorkerEnd(String reason, String message) {}
}
