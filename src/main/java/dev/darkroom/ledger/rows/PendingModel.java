package dev.darkroom.ledger.rows;

/**
 * The pending rows of one model.
 *
 * @param model the model's id
 * @param rows number of rows
 * @param outputs number of outputs they request together
 */
public record PendingModel(String model, long rows, long outputs) {

    /** Both together. */
    public PendingModel and(PendingModel more) {
        return new PendingModel(model, rows + more.rows, outputs + more.outputs);
    }
}
