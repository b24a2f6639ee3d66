package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a purchase will cost: the price of an output times the outputs asked for.
 *
 * <p>A missing price is unknown, never zero.
 */
public final class Estimates {

    private static final String OUTPUTS = "num_images";

    private final Map<String, BigDecimal> prices;
    private final JsonMapper json;

    /** @param prices per output in USD, by model; models without a known price are left out */
    public Estimates(Map<String, BigDecimal> prices, JsonMapper json) {
        this.prices = Map.copyOf(prices);
        this.json = json;
    }

    /** Returns the estimate in USD, or null if the model's price is unknown. */
    public @Nullable BigDecimal of(PendingRow row) {
        BigDecimal price = prices.get(row.model());
        if (price == null) {
            return null;
        }
        int outputs = row.input().contains(OUTPUTS)
                ? json.readTree(row.input()).path(OUTPUTS).asInt(1)
                : 1;
        return price.multiply(BigDecimal.valueOf(outputs));
    }
}
