package dev.darkroom.ledger.rows;

/**
 * A row to be bought.
 *
 * @param key which one
 * @param attempt the number the purchase will have
 * @param id the row's id
 * @param model the model to ask
 * @param outputs how many outputs it asks for
 * @param input exactly what to send, as JSON
 * @param inputKey of model and input
 */
public record PendingRow(RowKey key, int attempt, String id, String model, int outputs, String input, String inputKey) {

    /** What its purchase asks for. */
    public SentRequest request() {
        return new SentRequest(inputKey, model, input);
    }
}
