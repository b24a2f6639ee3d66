package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.StagedRow;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Counts by model what a process stages to be submitted, so that the rows need not be read again for it. Not thread-safe. */
public final class StagedModels {

    private final Map<String, PendingModel> models = new TreeMap<>();

    void add(StagedRow row) {
        if (row.rejected() == null) {
            String model = Objects.requireNonNull(row.model(), "a valid row has a model");
            models.merge(model, new PendingModel(model, 1, row.outputs()), PendingModel::and);
        }
    }

    /** The rows that were staged to be submitted, by model. */
    public List<PendingModel> models() {
        return List.copyOf(models.values());
    }
}
