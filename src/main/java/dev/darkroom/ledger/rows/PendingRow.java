package dev.darkroom.ledger.rows;

/**
 * A row to be submitted.
 *
 * @param key which one
 * @param attempt the number the purchase will have
 * @param id the row's id
 * @param model the model that is requested
 * @param outputs how many outputs it requests
 * @param input exactly what to send, as JSON
 * @param inputKey of model and input
 */
public record PendingRow(RowKey key, int attempt, String id, String model, int outputs, String input, String inputKey) {

    /** The request of its purchase. */
    public SentRequest request() {
        return new SentRequest(inputKey, model, input);
    }
}
