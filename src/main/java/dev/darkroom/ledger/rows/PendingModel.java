package dev.darkroom.ledger.rows;

/**
 * What is pending for one model.
 *
 * @param model the model's id
 * @param rows how many rows
 * @param outputs how many outputs they ask for together
 */
public record PendingModel(String model, long rows, long outputs) {

    /** Both together. */
    public PendingModel and(PendingModel more) {
        return new PendingModel(model, rows + more.rows, outputs + more.outputs);
    }
}
