package dev.darkroom.runs;

import dev.darkroom.results.RunSummary;
import java.util.List;

/**
 * How a run stands at this moment.
 *
 * @param summary its figures
 * @param unknown what has to be settled by a look at the vendor's usage page, in manifest order
 */
public record RunStatus(RunSummary summary, List<UnknownPurchase> unknown) {

    public RunStatus {
        unknown = List.copyOf(unknown);
    }
}
