package dev.darkroom.ledger.history;

import dev.darkroom.ledger.runs.RunRecord;
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
 * Keeps the totals of ended runs, so that a list of all runs reads the rows of none. They hold as long as the run is
 * not resumed and no event of it is entered.
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

    /** The totals of all these runs, by their numbers; counts those that are not kept, which reads their rows. */
    public Map<Integer, RunTotals> of(List<RunRecord> runs) {
        Map<Integer, RunTotals> totals = all();
        for (RunRecord run : runs) {
            totals.computeIfAbsent(run.number(), uncounted -> RunTotals.count(dataSource, run));
        }
        return totals;
    }

    /** Counts those of the runs that have ended and whose totals are not kept, or do not hold any more. */
    public void keepMissing(List<RunRecord> runs) {
        List<RunRecord> ended = ended(runs);
        keepMissing(ended, of(ended));
    }

    /**
     * Keeps the totals that are not kept, of those of the runs that have ended.
     *
     * @param counted the totals of all these runs; no event of them may have been entered since
     */
    public void keepMissing(List<RunRecord> runs, Map<Integer, RunTotals> counted) {
        Map<Integer, RunTotals> kept = all();
        for (RunRecord run : ended(runs)) {
            RunTotals totals = counted.get(run.number());
            if (totals != null && !kept.containsKey(run.number())) {
                keep(run, totals);
            }
        }
    }

    private static List<RunRecord> ended(List<RunRecord> runs) {
        return runs.stream()
                .filter(run -> run.state() != RunRecord.RunState.RUNNING)
                .toList();
    }

    private void keep(RunRecord run, RunTotals totals) {
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
