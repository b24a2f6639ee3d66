package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the cost of purchases: the price of an output times the outputs requested. A missing price is unknown,
 * never zero. Thread-safe.
 */
public final class CostEstimates {

    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();

    /** Learns the price of a model's output in USD. */
    public void price(String model, BigDecimal price) {
        prices.put(model, price);
    }

    /** Returns the price of a model's output in USD, or null if it is unknown. */
    public @Nullable BigDecimal priceOf(String model) {
        return prices.get(model);
    }

    /** Returns the estimate for a row in USD, or null if its model's price is unknown. */
    public @Nullable BigDecimal of(PendingRow row) {
        BigDecimal price = prices.get(row.model());
        return price == null ? null : price.multiply(BigDecimal.valueOf(row.outputs()));
    }
}
