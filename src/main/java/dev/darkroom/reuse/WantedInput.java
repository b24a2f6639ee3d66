package dev.darkroom.reuse;

import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.util.Objects;

/**
 * What a row still to be submitted requests, as it is looked up in earlier runs.
 *
 * @param inputKey of model and input
 * @param id the row's id
 * @param model the model's id
 * @param input exactly what would be sent, as JSON
 */
public record WantedInput(String inputKey, String id, String model, String input) {

    public WantedInput {
        Objects.requireNonNull(inputKey, "inputKey is null");
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(model, "model is null");
        Objects.requireNonNull(input, "input is null");
    }

    /** Returns what a row of a run that is under way requests. */
    public static WantedInput of(UnpurchasedRow row) {
        return new WantedInput(row.inputKey(), row.name().id(), row.model(), row.input());
    }
}
