package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.rows.RowKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Enters the rows of runs into the table by which they are looked up. A run's rows are entered together, in the order of
 * their hashes, so that each commit writes neighbouring pages of the table's index: entered while they are staged, in the
 * order of the manifest, each would write nearly all of them.
 *
 * <p>The run says how many of its rows are entered. What a crash left behind those is deleted before they are entered
 * again, and rows that were staged later are entered as well. By what a row is looked up does not change once it is
 * staged, but for a restoration, which enters nothing. Not thread-safe; for the one process that writes the ledger.
 */
public final class LookUpEntries {

    /** The number of rows that are sorted at once: some 40 bytes of memory for each. */
    private static final int MAX_SLICE = 1 << 19;

    /** The number of entries that are committed together. */
    private static final int BATCH = 5_000;

    private static final int PAGE = 5_000;

    private static final Logger log = LoggerFactory.getLogger(LookUpEntries.class);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final int maxSlice;
    private final int batch;

    public LookUpEntries(DataSource dataSource) {
        this(dataSource, MAX_SLICE, BATCH);
    }

    /**
     * @param maxSlice the number of rows that are sorted at once
     * @param batch the number of entries that are committed together
     */
    LookUpEntries(DataSource dataSource, int maxSlice, int batch) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.maxSlice = maxSlice;
        this.batch = batch;
    }

    /** Enters the rows of all runs; those that are entered cost nothing. Where nothing can be written, none is. */
    public void enterAll() {
        enterAllBut(0);
    }

    /**
     * Enters the rows of all runs but one, which may be staging.
     *
     * @param own that run's number, 0 for none
     */
    void enterAllBut(int own) {
        if (isReadOnly()) {
            return;
        }
        for (EnteredRun run : allBut(own)) {
            int rows = lastRow(run.number);
            if (run.rows < rows) {
                enter(run, rows);
                log.debug("entered the rows of the run {} from {} to {}", run.id, run.rows + 1, rows);
            }
        }
    }

    /** Returns the ids of the runs of which rows are not entered: they are not found until somebody who may write enters them. */
    public List<String> missing() {
        return allBut(0).stream()
                .filter(run -> run.rows < lastRow(run.number))
                .map(EnteredRun::id)
                .toList();
    }

    private List<EnteredRun> allBut(int own) {
        return jdbc.query(
                "select number, id, looked_up_rows from run where number <> ? order by number",
                (run, index) -> new EnteredRun(run.getInt("number"), run.getString("id"), run.getInt("looked_up_rows")),
                own);
    }

    /** A plan reads a ledger that several hosts share beside whoever writes in it. */
    private boolean isReadOnly() {
        return Boolean.TRUE.equals(jdbc.execute((ConnectionCallback<Boolean>) Connection::isReadOnly));
    }

    private int lastRow(int run) {
        List<Long> last = jdbc.queryForList(
                "select row_key from row_input where row_key > ? and row_key <= ? order by row_key desc limit 1",
                Long.class,
                RowKey.firstOf(run),
                RowKey.lastOf(run));
        return last.isEmpty() ? 0 : RowKey.of(last.get(0)).row();
    }

    private void enter(EnteredRun run, int rows) {
        deleteBehind(run);
        int to = run.rows;
        while (to < rows) {
            int from = to;
            to = Math.min(rows, from + maxSlice);
            enter(run.number, from, read(run.number, from, to));
            jdbc.update("update run set looked_up_rows = ? where number = ?", to, run.number);
        }
    }

    private void deleteBehind(EnteredRun run) {
        long end = RowKey.firstOf(run.number + 1);
        long from = firstEntry(run.number, run.rows);
        List<Long> next = nextEntry(from, end);
        while (!next.isEmpty()) {
            from = Math.min(end, next.get(0) + batch) - 1;
            jdbc.update("delete from row_look_up where entry >= ? and entry <= ?", next.get(0), from);
            next = nextEntry(from, end);
        }
    }

    private List<Long> nextEntry(long after, long end) {
        return jdbc.queryForList(
                "select entry from row_look_up where entry > ? and entry < ? order by entry limit 1",
                Long.class,
                after,
                end);
    }

    private LookUpHashes read(int run, int from, int to) {
        LookUpHashes hashes = new LookUpHashes(to - from);
        for (int after = from; after < to; after = Math.min(to, after + PAGE)) {
            jdbc.query(
                    "select row_key, id_hash, input_key, redo_of from row_input where row_key > ? and row_key <= ?",
                    row -> {
                        hashes.add(
                                RowKey.of(row.getLong("row_key")).row(),
                                row.getLong("id_hash"),
                                row.getString("input_key"),
                                row.getString("redo_of"));
                    },
                    RowKey.firstOf(run) + after,
                    RowKey.firstOf(run) + Math.min(to, after + PAGE));
        }
        return hashes;
    }

    private void enter(int run, int from, LookUpHashes hashes) {
        hashes.sort();
        for (int begin = 0; begin < hashes.size(); begin += batch) {
            int first = begin;
            transaction.executeWithoutResult(status -> insert(run, from, hashes, first));
        }
    }

    private void insert(int run, int from, LookUpHashes hashes, int first) {
        jdbc.execute("insert into row_look_up (entry, hash, row_key) values (?, ?, ?)", (PreparedStatementCallback<
                        int[]>)
                insert -> {
                    for (int place = first; place < Math.min(hashes.size(), first + batch); place++) {
                        set(insert, firstEntry(run, from) + 1 + place, hashes, RowKey.firstOf(run), place);
                    }
                    return insert.executeBatch();
                });
    }

    private static void set(PreparedStatement insert, long entry, LookUpHashes hashes, long firstRow, int place)
            throws SQLException {
        insert.setLong(1, entry);
        insert.setLong(2, hashes.hash(place));
        insert.setLong(3, firstRow + hashes.row(place));
        insert.addBatch();
    }

    /** A run's entries are one range of numbers, as its rows are: each row has room for all that it may have. */
    private static long firstEntry(int run, int rows) {
        return RowKey.firstOf(run) + (long) rows * LookUpHashes.MAX_OF_ROW;
    }

    /**
     * A run as far as it is entered.
     *
     * @param rows how many of its rows are
     */
    private record EnteredRun(int number, String id, int rows) {}
}
