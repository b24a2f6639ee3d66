package dev.darkroom.ledger.rows;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The cost of a purchase, which the service named only after the request had ended; the row stays where it is.
 *
 * @param from where the row is
 * @param cost of the purchase in USD
 */
@JsonTypeName("cost")
public record CostReported(RowKey row, int attempt, RowState from, BigDecimal cost) implements LedgerEvent {

    @Override
    public RowState to() {
        return from;
    }

    @Override
    public boolean moves() {
        return false;
    }

    @Override
    public void record(EventTables tables, Instant now) {
        tables.purchases().costReported(this);
    }
}
