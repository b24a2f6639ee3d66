package dev.darkroom.ledger.figures;

import dev.darkroom.ledger.rows.PendingModel;
import java.util.List;

/**
 * What is to be submitted, by model.
 *
 * @param sure what surely is
 * @param possible what is besides, if nothing that earlier runs have serves it
 */
public record PurchaseDemand(List<PendingModel> sure, List<PendingModel> possible) {

    public PurchaseDemand {
        sure = List.copyOf(sure);
        possible = List.copyOf(possible);
    }

    /** Counts the rows that surely are to be submitted. */
    public long rows() {
        return rows(sure);
    }

    /** Counts the rows that may have to be submitted besides. */
    public long possibleRows() {
        return rows(possible);
    }

    private static long rows(List<PendingModel> models) {
        return models.stream().mapToLong(PendingModel::rows).sum();
    }
}
