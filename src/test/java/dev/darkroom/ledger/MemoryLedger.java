package dev.darkroom.ledger;

import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.scenes.TestDatabase;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A ledger in memory, and what it holds of a run, for tests that lose it and restore it many times. */
public final class MemoryLedger implements AutoCloseable {

    private static final List<String> OF_ROWS =
            List.of("row_input", "row_state", "purchase", "picture", "tried", "review", "verdict");

    private final TestDatabase database;
    private final DataSource memory;
    private final JdbcTemplate jdbc;

    public MemoryLedger() {
        this.database = TestDatabase.open();
        this.memory = database.dataSource();
        this.jdbc = new JdbcTemplate(memory);
        TestLayout.make(memory);
    }

    public DataSource dataSource() {
        return memory;
    }

    public RunRecord add(RunRecord run) {
        return new RunStore(memory, JsonMapper.shared()).add(run);
    }

    /** Forgets all that it knows of the run. */
    public void forget(RunRecord run) {
        for (String table : OF_ROWS) {
            jdbc.update("delete from " + table + " where row_key > ? and row_key <= ?", firstAndLast(run));
        }
        jdbc.update("delete from journal_position where run = ?", run.number());
        jdbc.update("delete from run where number = ?", run.number());
    }

    /** Returns the rows by number. */
    public Map<Integer, MemoryRow> rows(RunRecord run) {
        Map<Integer, MemoryRow> rows = new TreeMap<>();
        jdbc.query(
                "select s.row_key, s.state, s.attempt, i.input_key from row_state s"
                        + " join row_input i on i.row_key = s.row_key where s.row_key > ? and s.row_key <= ?",
                row -> {
                    rows.put(
                            RowKey.of(row.getLong("row_key")).row(),
                            new MemoryRow(
                                    RowState.of(row.getInt("state")),
                                    row.getInt("attempt"),
                                    row.getString("input_key")));
                },
                firstAndLast(run));
        return rows;
    }

    /** Returns all purchases, in the order of rows and attempts. */
    public List<MemoryPurchase> purchases(RunRecord run) {
        return jdbc.query(
                "select row_key, attempt, state, request_id from purchase where row_key > ? and row_key <= ?"
                        + " order by row_key, attempt",
                (row, index) -> new MemoryPurchase(
                        RowKey.of(row.getLong("row_key")).row(),
                        row.getInt("attempt"),
                        RowState.of(row.getInt("state")),
                        row.getString("request_id")),
                firstAndLast(run));
    }

    /** Forgets one purchase alone. */
    public void forgetPurchase(RunRecord run, int row, int attempt) {
        jdbc.update(
                "delete from purchase where row_key = ? and attempt = ?",
                new RowKey(run.number(), row).value(),
                attempt);
    }

    /** Opens the ledger as a new process does. */
    public RunLedger open(RunRecord run, Path journal, InstantSource clock) {
        return open(run, journal, clock, false);
    }

    public RunLedger openToRestore(RunRecord run, Path journal, InstantSource clock) {
        return open(run, journal, clock, true);
    }

    private RunLedger open(RunRecord run, Path journal, InstantSource clock, boolean restoring) {
        return PromptLedger.open(memory, JsonMapper.shared(), clock, run, journal, restoring);
    }

    private static Object[] firstAndLast(RunRecord run) {
        return new Object[] {RowKey.firstOf(run.number()), RowKey.lastOf(run.number())};
    }

    @Override
    public void close() {
        database.close();
    }

    /** A row's state, and the key of its input. */
    public record MemoryRow(RowState state, int attempt, String inputKey) {}

    /** A purchase as the ledger holds it. */
    public record MemoryPurchase(int row, int attempt, RowState state, String requestId) {}
}
