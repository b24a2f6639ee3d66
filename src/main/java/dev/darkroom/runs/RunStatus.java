package dev.darkroom.runs;

import dev.darkroom.results.RunSummary;
import java.util.List;

/**
 * A run's status at this moment.
 *
 * @param summary its figures
 * @param unknown what has to be settled on the vendor's usage page, in manifest order
 */
public record RunStatus(RunSummary summary, List<UnknownPurchase> unknown) {

    public RunStatus {
        unknown = List.copyOf(unknown);
    }
}
