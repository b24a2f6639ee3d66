package dev.darkroom.ledger.spending;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.figures.PurchaseGroup;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a run's purchases as the ledger holds them, for {@link PurchaseCharge} to say what they count for. */
public final class StoredSpending {

    private final JdbcClient jdbc;
    private final Map<String, Object> range;

    public StoredSpending(JdbcClient jdbc, RunRecord run) {
        this(jdbc, run.number(), Instant.EPOCH);
    }

    /** @param since leaves out what was about to be submitted before */
    StoredSpending(JdbcClient jdbc, int run, Instant since) {
        this.jdbc = jdbc;
        this.range = Map.of("first", RowKey.firstOf(run), "last", RowKey.lastOf(run), "since", since.toEpochMilli());
    }

    /**
     * Returns what counts of all runs at a service since a time, in USD: what is spent, and the estimates of what is on
     * its way or in doubt.
     */
    public static BigDecimal countedSince(JdbcClient jdbc, String service, Instant since) {
        return jdbc
                .sql("select number from run where service = ? and (ended_at is null or ended_at >= ?)")
                .params(service, since.toEpochMilli())
                .query(Integer.class)
                .list()
                .stream()
                .map(run -> new StoredSpending(jdbc, run, since).counted())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** All purchases, summed up in groups of those that are alike. */
    public List<PurchaseGroup> groups() {
        return jdbc.sql("""
                        select state, case when sends > 0 then 1 else 0 end sent,
                          case when request_id is null then 0 else 1 end requested,
                          case when cost is null then 0 else 1 end priced,
                          case when estimate is null then 0 else 1 end estimated,
                          count(*) purchases, sum(sends) sends, sum(throttled) throttled, sum(cost) cost,
                          sum(estimate) estimate
                        from purchase where row_key > :first and row_key <= :last and intent_at >= :since
                        group by state, case when sends > 0 then 1 else 0 end,
                          case when request_id is null then 0 else 1 end, case when cost is null then 0 else 1 end,
                          case when estimate is null then 0 else 1 end""").params(range).query((row, index) -> toGroup(row)).list();
    }

    /** Reads a line of purchases that were summed up by all that decides what they count for. */
    public static PurchaseGroup toGroup(ResultSet row) throws SQLException {
        return new PurchaseGroup(
                RowState.of(row.getInt("state")),
                row.getInt("sent") == 1,
                row.getInt("requested") == 1,
                row.getInt("priced") == 1,
                row.getInt("estimated") == 1,
                row.getLong("purchases"),
                row.getLong("sends"),
                row.getLong("throttled"),
                row.getBigDecimal("cost"),
                row.getBigDecimal("estimate"));
    }

    /** All that counts for the budget, in USD. */
    public BigDecimal counted() {
        return counted(groups());
    }

    public static BigDecimal counted(List<PurchaseGroup> groups) {
        return sum(groups, charge -> true);
    }

    /** The sum that is spent, as far as is known, in USD. */
    public static BigDecimal spent(List<PurchaseGroup> groups) {
        return sum(groups, PurchaseCharge::isSpent);
    }

    private static BigDecimal sum(List<PurchaseGroup> groups, Predicate<PurchaseCharge> counts) {
        return groups.stream()
                .filter(group -> counts.test(group.charge()))
                .map(PurchaseGroup::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The purchases that may still cost more or less, by their rows. */
    Map<RowKey, OpenPurchase> open() {
        Map<RowKey, OpenPurchase> open = new HashMap<>();
        jdbc.sql("select row_key, state, sends, request_id, cost, estimate from purchase"
                        + " where row_key > :first and row_key <= :last and intent_at >= :since and state in (:open)")
                .params(range)
                .param(
                        "open",
                        PurchaseCharge.openStates().stream().map(RowState::code).toList())
                .query(row -> {
                    open.put(RowKey.of(row.getLong("row_key")), open(row));
                });
        return open;
    }

    private static OpenPurchase open(ResultSet row) throws SQLException {
        boolean hasRequest = row.getString("request_id") != null;
        boolean isTakenOver = PurchaseCharge.isTakenOver(row.getInt("sends") > 0, hasRequest);
        return new OpenPurchase(isTakenOver, row.getBigDecimal("estimate"), null, BigDecimal.ZERO)
                .after(RowState.of(row.getInt("state")), hasRequest, row.getBigDecimal("cost"));
    }
}
