package dev.darkroom.ledger.rows;

import java.util.Objects;

/**
 * The request of a purchase, as the purchase journal keeps it: a ledger restored by a later version, whose models take
 * other inputs or write their keys another way, needs to work nothing out again.
 *
 * @param inputKey of model and input
 * @param model the model that is requested
 * @param input exactly what is sent, as JSON, the seed included
 */
public record SentRequest(String inputKey, String model, String input) {

    public SentRequest {
        Objects.requireNonNull(inputKey, "inputKey is null");
        Objects.requireNonNull(model, "model is null");
        Objects.requireNonNull(input, "input is null");
    }
}
