package dev.darkroom.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the totals of ended runs, so that a list of all runs reads the rows of none. They hold as long as the run is not
 * taken up again and no event of it is entered.
 */
public final class StoredTotals {

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    public StoredTotals(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** All totals that still hold, by the runs' numbers. */
    public Map<Integer, RunTotals> all() {
        Map<Integer, RunTotals> totals = new HashMap<>();
        jdbc.sql("""
                        select t.* from run_total t
                        join run r on r.number = t.run
                        left join journal_position j on j.run = t.run
                        where r.state <> 'RUNNING' and t.journal_bytes = coalesce(j.bytes, 0)""").query(row -> {
            totals.put(row.getInt("run"), toTotals(row));
        });
        return totals;
    }

    /** Counts those of the runs that have ended and whose totals are not kept, or do not hold any more. */
    public void keepMissing(List<RunRecord> runs) {
        Map<Integer, RunTotals> kept = all();
        for (RunRecord run : runs) {
            if (run.state() != RunRecord.State.RUNNING && !kept.containsKey(run.number())) {
                keep(run);
            }
        }
    }

    /** Counts a run that has ended; no event of it may be entered meanwhile. */
    public void keep(RunRecord run) {
        RunTotals totals = RunTotals.count(dataSource, run);
        forget(run.number());
        jdbc.sql("""
                        insert into run_total (run, journal_bytes, all_rows, with_picture, accepted, reused, spent)
                        select r.number, coalesce(j.bytes, 0), ?, ?, ?, ?, ? from run r
                        left join journal_position j on j.run = r.number where r.number = ?""")
                .params(
                        totals.rows(),
                        totals.withPicture(),
                        totals.accepted(),
                        totals.reused(),
                        new SqlParameterValue(Types.NUMERIC, totals.spent()),
                        run.number())
                .update();
    }

    /** Forgets a run's totals; does nothing where there are none. */
    void forget(int run) {
        jdbc.sql("delete from run_total where run = ?").param(run).update();
    }

    private static RunTotals toTotals(ResultSet row) throws SQLException {
        return new RunTotals(
                row.getLong("all_rows"),
                row.getLong("with_picture"),
                row.getLong("accepted"),
                row.getLong("reused"),
                row.getBigDecimal("spent"));
    }
}
