package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.PendingModel;
import java.util.List;

/**
 * A run's sums at one moment.
 *
 * @param purchases all of them
 * @param possibleDuplicates purchases in doubt whose rows were submitted again
 * @param reasons why rows are not what they should be, in the order in which the manifest first has them
 * @param pending the rows still to be submitted, by model
 */
public record FigureSums(
        List<PurchaseGroup> purchases, long possibleDuplicates, List<ReasonCount> reasons, List<PendingModel> pending) {

    public FigureSums {
        purchases = List.copyOf(purchases);
        reasons = List.copyOf(reasons);
        pending = List.copyOf(pending);
    }
}
