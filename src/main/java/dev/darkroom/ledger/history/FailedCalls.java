package dev.darkroom.ledger.history;

import dev.darkroom.ledger.journal.StoredFailedCall;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.runs.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the failed calls of a run's rows, in manifest order, a page in memory at a time. */
public final class FailedCalls implements Iterable<FailedCall> {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final RunRecord run;

    public FailedCalls(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    @Override
    public Iterator<FailedCall> iterator() {
        return new PageIterator<>(
                RowKey.firstOf(run.number()),
                this::page,
                failedCall -> new RowKey(run.number(), (int) failedCall.row()).value());
    }

    private List<FailedCall> page(long after) {
        return jdbc.sql("select t.*, i.id, i.line from tried t join row_input i on i.row_key = t.row_key"
                        + " where t.row_key > ? and t.row_key <= ? order by t.row_key, t.attempt, t.number")
                .params(after, lastOf(after))
                .query((row, index) -> toFailedCall(row))
                .list();
    }

    /** Finds the end of a page: the row of its last failed call. */
    private long lastOf(long after) {
        return jdbc.sql("select coalesce(max(row_key), 0) from (select row_key from tried"
                        + " where row_key > ? and row_key <= ? order by row_key limit ?) page")
                .params(after, RowKey.lastOf(run.number()), PAGE)
                .query(Long.class)
                .single();
    }

    private static FailedCall toFailedCall(ResultSet row) throws SQLException {
        StoredFailedCall kept = StoredFailedCall.of(row);
        return new FailedCall(
                kept.row().row(),
                row.getString("id"),
                row.getLong("line"),
                kept.attempt(),
                kept.at(),
                kept.call(),
                kept.reason());
    }
}
