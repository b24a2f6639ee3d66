package dev.darkroom.ledger;

import dev.darkroom.io.ByteLines;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.database.TestLayout;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.ledger.journal.JournalFormat;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.spending.StoredSpending;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.TestDatabase;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * A ledger in memory that serves one run after the other, and dies and is put back as a test says. Events are committed
 * one by one, without waiting for a group to form.
 */
public final class NightLedger implements AutoCloseable {

    private static final List<String> OF_ROWS = List.of("row_state", "purchase", "picture", "tried");

    private final TestDatabase database;
    private final DataSource memory;
    private final FrailDataSource frail;
    private final JdbcTemplate jdbc;
    private final JsonMapper json = JsonMapper.shared();
    private final Path folder;
    private final List<LedgerEvent> events = new ArrayList<>();
    private RunRecord run;
    private JournalFormat format;
    private long read;

    /** @param folder for journals and pictures */
    public NightLedger(Path folder) {
        this(folder, UnaryOperator.identity());
    }

    /** @param around puts something of a test's around the data source that the ledger uses */
    public NightLedger(Path folder, UnaryOperator<DataSource> around) {
        this.database = TestDatabase.open();
        this.memory = database.dataSource();
        this.frail = new FrailDataSource(around.apply(memory));
        this.jdbc = new JdbcTemplate(memory);
        this.folder = folder;
        this.run = LedgerScene.record("none", LedgerScene.SERVICE, folder);
        this.format = new JournalFormat(run.number());
        TestLayout.make(memory);
    }

    /** Begins a run of its own. */
    public void begin(String id, List<StagedRow> rows, InstantSource clock) {
        run = new RunStore(memory, json).add(LedgerScene.record(id, LedgerScene.SERVICE, folder.resolve("out-" + id)));
        new RowStaging(memory, clock).add(run.number(), rows);
        format = new JournalFormat(run.number());
        events.clear();
        read = 0;
    }

    /** Opens the ledger as a new process does. */
    public RunLedger open(InstantSource clock) {
        return PromptLedger.open(frail, json, clock, run, journal());
    }

    /** Returns whether every event is in a journal: where a commit is on disk, one holds only what could not be committed. */
    public boolean isJournaled() {
        return !LedgerEngine.of(memory).isDurable();
    }

    /** Counts a row's purchases of which no request's id is known. */
    public long unanswered(int row) {
        return JdbcClient.create(memory)
                .sql("select count(*) from purchase where row_key = ? and request_id is null")
                .param(new RowKey(run.number(), row).value())
                .query(Long.class)
                .single();
    }

    public Path output() {
        return run.output();
    }

    public Path journal() {
        return folder.resolve(run.id() + ".journal");
    }

    public int run() {
        return run.number();
    }

    /** Lets the ledger fail for good at the commit so many commits from now: before it has committed, or just after. */
    public void failAt(int commits, boolean committed) {
        frail.failAt(commits, committed);
    }

    public boolean hasFailed() {
        return frail.hasFailed();
    }

    /** Returns whether it has failed; from then on it is as a new process finds it. */
    public boolean takeFailure() {
        return frail.takeFailure();
    }

    /** Returns everything the ledger holds of the run's rows at this moment. */
    public LedgerSnapshot copy() {
        Map<String, List<Object[]>> tables = new TreeMap<>();
        for (String table : OF_ROWS) {
            tables.put(table, read("select * from " + table + " where row_key > ? and row_key <= ?", firstAndLast()));
        }
        return new LedgerSnapshot(tables, read("select run, bytes from journal_position where run = ?", run.number()));
    }

    private List<Object[]> read(String sql, Object... parameters) {
        return jdbc.query(
                sql,
                (row, index) -> {
                    Object[] values = new Object[row.getMetaData().getColumnCount()];
                    for (int n = 0; n < values.length; n++) {
                        values[n] = row.getObject(n + 1);
                    }
                    return values;
                },
                parameters);
    }

    /** Puts an earlier copy back. */
    public void restore(LedgerSnapshot copy) {
        copy.tables().forEach((table, rows) -> {
            jdbc.update("delete from " + table + " where row_key > ? and row_key <= ?", firstAndLast());
            write(table, rows);
        });
        jdbc.update("delete from journal_position where run = ?", run.number());
        write("journal_position", copy.position());
    }

    private void write(String table, List<Object[]> rows) {
        if (!rows.isEmpty()) {
            String marks = "?" + ", ?".repeat(rows.get(0).length - 1);
            jdbc.batchUpdate("insert into " + table + " values (" + marks + ")", rows);
        }
    }

    private Object[] firstAndLast() {
        return new Object[] {RowKey.firstOf(run.number()), RowKey.lastOf(run.number())};
    }

    /** Returns all that the journal says, in order. */
    public List<LedgerEvent> events() throws IOException {
        if (!isJournaled() || !Files.exists(journal())) {
            return List.of();
        }
        try (ByteLines lines = ByteLines.open(journal(), read)) {
            for (byte[] line = lines.next(); line != null; line = lines.next()) {
                if (JournalFormat.isWhole(line)) {
                    events.add(format.read(line, lines.end()).orElseThrow().event());
                    read = lines.end();
                }
            }
        }
        return List.copyOf(events);
    }

    /** Returns the rows by number. */
    public Map<Integer, NightRow> rows() {
        Map<Integer, NightRow> rows = new TreeMap<>();
        jdbc.query(
                "select row_key, state, attempt, code from row_state where row_key > ? and row_key <= ?",
                row -> {
                    RowState state = RowState.of(row.getInt("state"));
                    rows.put(
                            RowKey.of(row.getLong("row_key")).row(),
                            new NightRow(state, row.getInt("attempt"), row.getString("code")));
                },
                firstAndLast());
        return rows;
    }

    /** Returns the ids of the requests that the ledger knows of a row. */
    public List<String> requests(int row) {
        return jdbc.queryForList(
                "select request_id from purchase where row_key = ? and request_id is not null",
                String.class,
                new RowKey(run.number(), row).value());
    }

    public List<RowOutcome> outcomes() {
        List<RowOutcome> outcomes = new ArrayList<>();
        new RunOutcomes(memory, json, run).forEach(outcomes::add);
        return outcomes;
    }

    /** Returns what a new process takes for spent or on its way. */
    public BigDecimal storedSpending() {
        return new StoredSpending(JdbcClient.create(memory), run).counted();
    }

    /** Deletes what the run left beside the ledger: another night of its name would go on with it. */
    public void deleteFiles() throws IOException {
        Path journal = journal();
        Files.deleteIfExists(journal);
        Files.deleteIfExists(journal.resolveSibling(journal.getFileName() + ".stop.json"));
    }

    /** Forgets the run, which is over: nothing of it is needed any more. */
    public void forget() {
        for (String table : OF_ROWS) {
            jdbc.update("delete from " + table + " where row_key > ? and row_key <= ?", firstAndLast());
        }
        jdbc.update("delete from row_input where row_key > ? and row_key <= ?", firstAndLast());
        jdbc.update("delete from journal_position where run = ?", run.number());
        jdbc.update("delete from run where number = ?", run.number());
    }

    @Override
    public void close() {
        database.close();
    }

    /** A row's state. */
    public record NightRow(RowState state, int attempt, String code) {}

    /** A copy of what the ledger held at some moment. */
    public record LedgerSnapshot(Map<String, List<Object[]>> tables, List<Object[]> position) {}
}
