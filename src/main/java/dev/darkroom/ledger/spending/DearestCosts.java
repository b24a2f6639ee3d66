package dev.darkroom.ledger.spending;

import dev.darkroom.io.MoneyText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Remembers the dearest cost of one output that the service has named for each model, in USD. Thread-safe. */
public final class DearestCosts {

    private static final int LATELY = 20_000;
    private static final int DECIMALS = 6;

    private final Map<String, BigDecimal> dearest = new ConcurrentHashMap<>();

    /** Returns the dearest cost of an output that was seen, null if none was. */
    public @Nullable BigDecimal of(String model) {
        return dearest.get(model);
    }

    /**
     * Learns what a request cost.
     *
     * @param outputs how many outputs it brought
     * @param cost of all of them, null if the service named none
     */
    public void learn(String model, int outputs, @Nullable BigDecimal cost) {
        if (cost != null && cost.signum() > 0) {
            BigDecimal each = cost.divide(BigDecimal.valueOf(Math.max(1, outputs)), DECIMALS, RoundingMode.UP);
            dearest.merge(model, each, BigDecimal::max);
        }
    }

    /** Says that more than the price is reserved. */
    public static String dearerMessage(String model, BigDecimal dearest, BigDecimal price) {
        return "reserving " + MoneyText.usd(dearest) + " for an output of " + model
                + ", the dearest cost seen: it exceeds the price of " + MoneyText.usd(price);
    }

    /**
     * Reads the dearest cost of an output among the last purchases of all runs at a service.
     *
     * @return null if the service named none lately
     */
    public static @Nullable BigDecimal stored(JdbcClient jdbc, String service, String model) {
        return jdbc
                .sql("""
                        select p.cost, i.outputs
                        from (select row_key, cost from purchase order by row_key desc limit ?) p
                        join row_input i on i.row_key = p.row_key
                        join run r on r.number = p.row_key / 4294967296
                        where p.cost > 0 and i.model = ? and r.service = ?""")
                .params(LATELY, model, service)
                .query((row, index) -> row.getBigDecimal("cost")
                        .divide(BigDecimal.valueOf(Math.max(1, row.getInt("outputs"))), DECIMALS, RoundingMode.UP))
                .list()
                .stream()
                .max(BigDecimal::compareTo)
                .orElse(null);
    }
}
