package dev.darkroom.runs;

import dev.darkroom.ledger.lease.WorkerStatus;
import dev.darkroom.results.RunSummary;
import java.util.List;

/**
 * A run's status at this moment.
 *
 * @param summary its figures
 * @param unknown what has to be settled on the vendor's usage page, in manifest order
 * @param workers those that take part in it, in the sequence in which they came
 */
public record RunStatus(RunSummary summary, List<UnknownPurchase> unknown, List<WorkerStatus> workers) {

    public RunStatus {
        unknown = List.copyOf(unknown);
        workers = List.copyOf(workers);
    }

    /** Makes that of a run without workers. */
    public RunStatus(RunSummary summary, List<UnknownPurchase> unknown) {
        this(summary, unknown, List.of());
    }
}
