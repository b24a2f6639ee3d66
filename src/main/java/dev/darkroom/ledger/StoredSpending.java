package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a run has spent and what is on its way, as the ledger holds it. A purchase with a request that this run never sent
 * was taken over: the run that made it counts it.
 */
final class StoredSpending {

    private static final String TAKEN_OVER = " sends = 0 and request_id is not null ";

    private final JdbcClient jdbc;
    private final RunRecord run;

    StoredSpending(JdbcClient jdbc, RunRecord run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    BigDecimal spent() {
        return jdbc.sql("select coalesce(sum(coalesce(cost, estimate)), 0) from purchase"
                        + " where row_key > ? and row_key <= ? and state <> ? and not (state = ? and request_id is null)"
                        + " and not (state = ? and cost is null) and not (" + TAKEN_OVER + ")")
                .params(
                        RowKey.firstOf(run.number()),
                        RowKey.lastOf(run.number()),
                        RowState.PENDING.code(),
                        RowState.FAILED.code(),
                        RowState.CANCELLED.code())
                .query(BigDecimal.class)
                .single();
    }

    Map<RowKey, BigDecimal> reservations() {
        Map<RowKey, BigDecimal> open = new HashMap<>();
        jdbc.sql("select row_key, estimate from purchase where row_key > ? and row_key <= ? and state in (?, ?, ?)"
                        + " and estimate is not null and cost is null and not (" + TAKEN_OVER + ")")
                .params(
                        RowKey.firstOf(run.number()),
                        RowKey.lastOf(run.number()),
                        RowState.SUBMITTING.code(),
                        RowState.SUBMITTED.code(),
                        RowState.TIMED_OUT.code())
                .query(row -> {
                    open.put(RowKey.of(row.getLong("row_key")), row.getBigDecimal("estimate"));
                });
        return open;
    }

    /** The rows whose purchase another run made and counts, as far as it may still end. */
    Set<RowKey> takenOver() {
        Set<RowKey> rows = new HashSet<>();
        jdbc.sql("select row_key from purchase where row_key > ? and row_key <= ? and state in (?, ?) and" + TAKEN_OVER)
                .params(
                        RowKey.firstOf(run.number()),
                        RowKey.lastOf(run.number()),
                        RowState.SUBMITTED.code(),
                        RowState.TIMED_OUT.code())
                .query(row -> {
                    rows.add(RowKey.of(row.getLong("row_key")));
                });
        return rows;
    }
}
