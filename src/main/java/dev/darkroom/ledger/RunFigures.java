package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A run's figures, asked of the ledger as it stands. */
public final class RunFigures {

    private static final String IN_RUN = " row_key > :first and row_key <= :last ";

    private final JdbcClient jdbc;
    private final Map<String, Object> range;

    public RunFigures(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.range = Map.of("first", RowKey.firstOf(run.number()), "last", RowKey.lastOf(run.number()));
    }

    /** How many rows are in each state; states without rows are left out. */
    public Map<RowState, Long> states() {
        Map<RowState, Long> states = new LinkedHashMap<>();
        jdbc.sql("select state, count(*) n from row_state where" + IN_RUN + "group by state")
                .params(range)
                .query(row -> {
                    states.put(RowState.of(row.getInt("state")), row.getLong("n"));
                });
        return states;
    }

    /** How many rows have ended for each reason, the most frequent first. */
    public Map<String, Long> reasons() {
        Map<String, Long> reasons = new LinkedHashMap<>();
        jdbc.sql("select code, count(*) n from row_state where" + IN_RUN
                        + "and code is not null group by code order by n desc, code")
                .params(range)
                .query(row -> {
                    reasons.put(row.getString("code"), row.getLong("n"));
                });
        return reasons;
    }

    public Accounts accounts() {
        return jdbc.sql("""
                        select count(case when sends > 0 then request_id end) accepted, coalesce(sum(sends), 0) sends,
                          coalesce(sum(case when cost is not null then cost
                            when state in (%d, %d, %d) then coalesce(estimate, 0) else 0 end), 0) spent,
                          coalesce(sum(case when state in (%d, %d) then coalesce(estimate, 0) else 0 end), 0) reserved
                        from purchase where""".formatted(
                                        RowState.COMPLETED.code(),
                                        RowState.SUCCEEDED.code(),
                                        RowState.DOWNLOAD_FAILED.code(),
                                        RowState.SUBMITTING.code(),
                                        RowState.SUBMITTED.code())
                        + IN_RUN)
                .params(range)
                .query((row, index) -> new Accounts(
                        row.getLong("accepted"),
                        unknown(),
                        possibleDuplicates(),
                        row.getLong("sends"),
                        row.getBigDecimal("spent"),
                        row.getBigDecimal("reserved")))
                .single();
    }

    private long unknown() {
        return count("select count(*) from row_state where" + IN_RUN + "and state = " + RowState.UNKNOWN.code());
    }

    private long possibleDuplicates() {
        return count("select count(*) from purchase p where" + IN_RUN + "and p.state = " + RowState.UNKNOWN.code()
                + " and exists (select 1 from purchase later where later.row_key = p.row_key"
                + " and later.attempt > p.attempt and later.sends > 0)");
    }

    private long count(String sql) {
        return jdbc.sql(sql).params(range).query(Long.class).single();
    }

    /** What a full run would cost: what it was estimated at for the rows bought, in USD. */
    public BigDecimal estimated() {
        return jdbc.sql("select coalesce(sum(estimate), 0) from purchase where" + IN_RUN + "and state <> "
                        + RowState.PENDING.code() + " and not (state = " + RowState.FAILED.code()
                        + " and request_id is null)")
                .params(range)
                .query(BigDecimal.class)
                .single();
    }
}
