package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.spending.DearestCosts;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Estimates the cost of purchases: the price of an output, or the dearest cost seen for one where that exceeds it, times
 * the outputs requested. A missing price is unknown, never zero. Thread-safe.
 */
public final class CostEstimates {

    private static final Logger log = LoggerFactory.getLogger(CostEstimates.class);

    private final Map<String, BigDecimal> prices = new ConcurrentHashMap<>();
    private final Map<String, BigDecimal> told = new ConcurrentHashMap<>();
    private final DearestCosts seen;

    public CostEstimates() {
        this(new DearestCosts());
    }

    /** @param seen what outputs have cost */
    public CostEstimates(DearestCosts seen) {
        this.seen = seen;
    }

    /** Learns the price of a model's output in USD. */
    public void price(String model, BigDecimal price) {
        prices.put(model, price);
    }

    /** Returns what is reserved for a model's output in USD, or null if its price is unknown. */
    public @Nullable BigDecimal priceOf(String model) {
        BigDecimal price = prices.get(model);
        BigDecimal dearest = seen.of(model);
        if (price == null || dearest == null || dearest.compareTo(price) <= 0) {
            return price;
        }
        BigDecimal before = told.put(model, dearest);
        if (before == null || before.compareTo(dearest) != 0) {
            log.warn(DearestCosts.dearerMessage(model, dearest, price));
        }
        return dearest;
    }

    /** Returns the estimate for a row in USD, or null if its model's price is unknown. */
    public @Nullable BigDecimal of(PendingRow row) {
        BigDecimal price = priceOf(row.model());
        return price == null ? null : price.multiply(BigDecimal.valueOf(row.outputs()));
    }
}
