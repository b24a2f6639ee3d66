package dev.darkroom.runs;

import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.UnknownRow;
import dev.darkroom.models.RequestInput;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that may have been accepted and billed, as one finds it on the vendor's usage page.
 *
 * @param id the row's id
 * @param sentAt when it left, as near as is known
 */
public record UnknownPurchase(String id, String model, String prompt, Instant sentAt) {

    /** All of a run, in manifest order. */
    public static List<UnknownPurchase> all(RunFigures figures, JsonMapper json) {
        return figures.unknownRows().stream().map(row -> of(row, json)).toList();
    }

    private static UnknownPurchase of(UnknownRow row, JsonMapper json) {
        String prompt = new RequestInput(json.readTree(row.input())).prompt();
        return new UnknownPurchase(row.id(), row.model(), Objects.requireNonNullElse(prompt, ""), row.sentAt());
    }
}
