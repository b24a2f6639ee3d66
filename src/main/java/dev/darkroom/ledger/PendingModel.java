package dev.darkroom.ledger;

/**
 * What is pending for one model.
 *
 * @param model the model's id
 * @param rows how many rows
 * @param outputs how many outputs they ask for together
 */
public record PendingModel(String model, long rows, long outputs) {

    /** Both together. */
    PendingModel and(PendingModel more) {
        return new PendingModel(model, rows + more.rows, outputs + more.outputs);
    }
}
