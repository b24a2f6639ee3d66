package dev.darkroom.job;

import dev.darkroom.ledger.UnknownRow;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that may have been accepted and billed, as one looks for it on the vendor's usage page.
 *
 * @param id the row's id
 * @param sentAt when it left, as near as is known
 */
public record UnknownPurchase(String id, String model, String prompt, Instant sentAt) {

    private static final String PROMPT = "prompt";

    static UnknownPurchase of(UnknownRow row, JsonMapper json) {
        String prompt = json.readTree(row.input()).path(PROMPT).asString("");
        return new UnknownPurchase(row.id(), row.model(), prompt, row.sentAt());
    }
}
