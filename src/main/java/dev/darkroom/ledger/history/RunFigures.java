package dev.darkroom.ledger.history;

import dev.darkroom.ledger.figures.PurchaseGroup;
import dev.darkroom.ledger.figures.ReasonCount;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.UnknownRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.spending.StoredSpending;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run's figures, queried from the ledger as it is. */
public final class RunFigures {

    private static final int DECIMALS = 6;
    private static final String IN_RUN = " row_key > :first and row_key <= :last ";

    private final JdbcClient jdbc;
    private final Map<String, Object> range;
    private final StoredSpending purchases;

    public RunFigures(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.range = Map.of("first", RowKey.firstOf(run.number()), "last", RowKey.lastOf(run.number()));
        this.purchases = new StoredSpending(jdbc, run);
    }

    /** Counts the rows in each state; states without rows are left out. */
    public Map<RowState, Long> states() {
        Map<RowState, Long> states = new LinkedHashMap<>();
        jdbc.sql("select state, count(*) n from row_state where" + IN_RUN + "group by state")
                .params(range)
                .query(row -> {
                    states.put(RowState.of(row.getInt("state")), row.getLong("n"));
                });
        return states;
    }

    /**
     * Counts the rows that users see in each status, followers as their leaders; statuses without rows are left out.
     */
    public Map<RowStatus, Long> statuses() {
        Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
        jdbc.sql(
                        "select state, l_state, pictured, count(*) n from (select s.state, l.state l_state, case when s.leader is"
                                + " not null and exists (select 1 from picture p where p.row_key = s.row_key) then 1 else 0 end"
                                + " pictured from row_state s left join row_state l on l.row_key = s.leader"
                                + " where s.row_key > :first and s.row_key <= :last) seen group by state, l_state, pictured")
                .params(range)
                .query(row -> {
                    statuses.merge(status(row), row.getLong("n"), Long::sum);
                });
        return statuses;
    }

    /** The rows whose submit's answer was lost, in manifest order. */
    public List<UnknownRow> unknownRows() {
        return jdbc.sql("select i.id, i.model, i.input, p.intent_at from row_state s"
                        + " join row_input i on i.row_key = s.row_key"
                        + " join purchase p on p.row_key = s.row_key and p.attempt = s.attempt"
                        + " where s.row_key > :first and s.row_key <= :last and s.state = :unknown order by s.row_key")
                .params(range)
                .param("unknown", RowState.UNKNOWN.code())
                .query((row, index) -> new UnknownRow(
                        row.getString("id"),
                        row.getString("model"),
                        row.getString("input"),
                        Instant.ofEpochMilli(row.getLong("intent_at"))))
                .list();
    }

    /** Returns whether a row is in doubt only since another run's equal row is. */
    public boolean sharesDoubt() {
        return count("select count(*) from row_state s join purchase p on p.row_key = s.row_key"
                        + " and p.attempt = s.attempt where s.row_key > :first and s.row_key <= :last and s.state = "
                        + RowState.UNKNOWN.code() + " and p.sends = 0 and p.request_id is null")
                > 0;
    }

    /**
     * Counts the rows of each status and reason, followers as their leaders; rows without a reason are left out. In the
     * order in which the manifest first has them.
     */
    public List<ReasonCount> reasons() {
        // State by state, by which they are found without reading the rows that are done and have no reason.
        return RowState.withReason().stream()
                .flatMap(state -> reasons(state).stream())
                .sorted(Comparator.comparingInt(ReasonCount::first))
                .toList();
    }

    private List<ReasonCount> reasons(RowState state) {
        return jdbc.sql(String.format(Locale.ROOT, """
                        select g.*, i.id from (
                        select code, state, l_state, pictured, count(*) n, min(row_key) first_key from (
                          select s.row_key, s.state, l.state l_state,
                            case when s.state = %1$d then l.code else s.code end code,
                            case when s.leader is not null
                              and exists (select 1 from picture p where p.row_key = s.row_key) then 1 else 0 end pictured
                          from row_state s left join row_state l on l.row_key = s.leader
                          where s.state = :state and s.row_key > :first and s.row_key <= :last
                            and case when s.state = %1$d then l.code else s.code end is not null) reasoned
                        group by code, state, l_state, pictured) g
                        join row_input i on i.row_key = g.first_key""", RowState.FOLLOWER.code()))
                .params(range)
                .param("state", state.code())
                .query((row, index) -> new ReasonCount(
                        row.getString("code"),
                        status(row),
                        row.getLong("n"),
                        RowKey.of(row.getLong("first_key")).row(),
                        row.getString("id")))
                .list();
    }

    private static RowStatus status(ResultSet row) throws SQLException {
        RowState state = RowState.of(row.getInt("state"));
        int leader = row.getInt("l_state");
        RowState leaders = row.wasNull() ? null : RowState.of(leader);
        return state.seen(leaders, row.getInt("pictured") == 1);
    }

    /**
     * Sums up the purchases. The cost of one that was adopted is counted by the run that made it: this one never sent
     * it.
     */
    public PurchaseTotals accounts() {
        return PurchaseTotals.of(purchases.groups(), unknown(), possibleDuplicates());
    }

    private long unknown() {
        return count("select count(*) from row_state where" + IN_RUN + "and state = " + RowState.UNKNOWN.code());
    }

    long possibleDuplicates() {
        return count("select count(*) from purchase p where" + IN_RUN + "and p.state = " + RowState.UNKNOWN.code()
                + " and exists (select 1 from purchase later where later.row_key = p.row_key"
                + " and later.attempt > p.attempt and later.sends > 0)");
    }

    private long count(String sql) {
        return jdbc.sql(sql).params(range).query(Long.class).single();
    }

    /** The rows still to be submitted, by model. */
    public List<PendingModel> pendingModels() {
        return jdbc.sql("select i.model, count(*) n, sum(i.outputs) outputs from row_state s"
                        + " join row_input i on i.row_key = s.row_key where s.state = :pending"
                        + " and s.row_key > :first and s.row_key <= :last group by i.model order by i.model")
                .params(range)
                .param("pending", RowState.PENDING.code())
                .query((row, index) ->
                        new PendingModel(row.getString("model"), row.getLong("n"), row.getLong("outputs")))
                .list();
    }

    /** Returns what the run's last purchase of a model was estimated at, for an output in USD; null if there is none. */
    public @Nullable BigDecimal lastPrice(String model) {
        return jdbc.sql("select p.estimate, i.outputs from purchase p join row_input i on i.row_key = p.row_key"
                        + " where p.row_key > :first and p.row_key <= :last and i.model = :model"
                        + " and p.estimate is not null order by p.row_key desc limit 1")
                .params(range)
                .param("model", model)
                .query((row, index) -> row.getBigDecimal("estimate")
                        .divide(BigDecimal.valueOf(Math.max(1, row.getInt("outputs"))), DECIMALS, RoundingMode.UP))
                .optional()
                .orElse(null);
    }

    /** Estimates a full run: the estimates of the rows submitted, in USD; null if the price of one is unknown. */
    public @Nullable BigDecimal estimated() {
        return estimated(purchases.groups());
    }

    static @Nullable BigDecimal estimated(List<PurchaseGroup> groups) {
        List<PurchaseGroup> bought =
                groups.stream().filter(PurchaseGroup::isBought).toList();
        if (bought.stream().anyMatch(PurchaseGroup::isUnpriced)) {
            return null;
        }
        return bought.stream()
                .map(PurchaseGroup::estimate)
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
