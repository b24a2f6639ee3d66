package dev.darkroom.ledger.transfer;

import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.database.LedgerEngine;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.shared.LedgerFence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies a ledger in H2 into a database that several hosts share, with what its runs keep in files, in one transaction: killed
 * anywhere, there is all of it or nothing. The caller holds both, and nobody enters the database before it says so.
 */
public final class LedgerTransfer {

    private static final String CHUNKS = "kept_chunk";
    private static final String FILES = "kept_file";

    private final DataSource source;
    private final DataSource target;

    public LedgerTransfer(LedgerDatabase source, LedgerDatabase target) {
        this.source = source.dataSource();
        this.target = target.dataSource();
    }

    /** Returns how many runs there are in the database, and files that are kept of runs. */
    public long found() {
        JdbcClient jdbc = JdbcClient.create(target);
        return count(jdbc, "run") + count(jdbc, FILES);
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    /**
     * Copies all of it, in place of what an earlier try may have left.
     *
     * @param files what is kept in files
     * @return what each run came to in both, by the runs' numbers
     * @throws LedgerException if the copy is not the same; nothing was copied then
     * @throws IOException if a file cannot be read
     */
    public Map<Integer, RunSums> copy(TransferredFiles files, TransferProgress progress) throws IOException {
        try {
            return Objects.requireNonNull(
                    new TransactionTemplate(new JdbcTransactionManager(target))
                            .execute(status -> copyWithin(files, progress)),
                    "it returns the sums");
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private Map<Integer, RunSums> copyWithin(TransferredFiles files, TransferProgress progress) {
        LedgerFence.of(target, LedgerEngine.POSTGRESQL).pass();
        JdbcTemplate jdbc = new JdbcTemplate(target);
        JdbcClient counted = JdbcClient.create(source);
        clear(jdbc);
        List<String> indexes = dropIndexes(jdbc);
        long total = CopiedTable.ALL.stream()
                .mapToLong(table -> count(counted, table.name()))
                .sum();
        TableCopy copy = new TableCopy(source, target);
        long[] done = {0};
        for (CopiedTable table : CopiedTable.ALL) {
            copy.copy(table, rows -> progress.copied(table.name(), done[0] += rows, total));
        }
        indexes.forEach(jdbc::execute);
        settle(jdbc);
        try {
            files.store(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        progress.comparing();
        return compared();
    }

    private static void clear(JdbcTemplate jdbc) {
        List<String> tables = new ArrayList<>(List.of(CHUNKS, FILES, "journal_position"));
        CopiedTable.ALL.forEach(table -> tables.add(table.name()));
        jdbc.execute("truncate " + String.join(", ", tables));
    }

    /** Drops the indexes that are quicker built when all rows are there; returns the statements that build them. */
    private static List<String> dropIndexes(JdbcTemplate jdbc) {
        List<String> statements = new ArrayList<>();
        for (CopiedTable table : CopiedTable.ALL) {
            jdbc.query(
                            "select indexname, indexdef from pg_indexes where schemaname = current_schema and tablename = ?"
                                    + " and indexdef not like 'CREATE UNIQUE %'",
                            (row, index) -> List.of(row.getString("indexname"), row.getString("indexdef")),
                            table.name())
                    .forEach(index -> {
                        jdbc.execute("drop index " + index.get(0));
                        statements.add(index.get(1));
                    });
        }
        return statements;
    }

    /** The totals of runs hold as long as no journal is ahead of what they were counted by, and here none is. */
    private void settle(JdbcTemplate jdbc) {
        List<Integer> valid = JdbcClient.create(source)
                .sql("select t.run from run_total t left join journal_position j on j.run = t.run"
                        + " where t.journal_bytes = coalesce(j.bytes, 0)")
                .query(Integer.class)
                .list();
        jdbc.update("update run_total set journal_bytes = -1");
        valid.forEach(run -> jdbc.update("update run_total set journal_bytes = 0 where run = ?", run));
        jdbc.update("delete from run_total where journal_bytes < 0");
        Long last = jdbc.queryForObject("select coalesce(max(number), 0) from run", Long.class);
        jdbc.execute("alter table run alter column number restart with "
                + (Objects.requireNonNull(last, "a maximum is a number") + 1));
        CopiedTable.ALL.forEach(table -> jdbc.execute("analyze " + table.name()));
    }

    private Map<Integer, RunSums> compared() {
        List<String> differences = new ArrayList<>();
        for (CopiedTable table : CopiedTable.ALL) {
            long here = count(JdbcClient.create(source), table.name());
            long there = count(JdbcClient.create(target), table.name());
            if (here != there && !table.name().equals("run_total")) {
                differences.add("lines of " + table.name() + ": " + here + " and " + there);
            }
        }
        Map<Integer, RunSums> before = RunSums.read(source);
        Map<Integer, RunSums> after = RunSums.read(target);
        RunSums none = new RunSums(Map.of());
        before.forEach((run, sums) -> sums.differences(after.getOrDefault(run, none))
                .forEach(difference -> differences.add("run number " + run + ", " + difference)));
        if (!before.keySet().equals(after.keySet())) {
            differences.add("runs: " + before.keySet() + " and " + after.keySet());
        }
        if (!differences.isEmpty()) {
            throw new LedgerException("the copy does not come to the same as the workspace, and was not kept: "
                    + String.join("; ", differences));
        }
        return before;
    }

    /** Stores in the copy what the workspace keeps in files. */
    public interface TransferredFiles {
        void store(DataSource target) throws IOException;
    }

    /** Hears how far the copy is. */
    public interface TransferProgress {

        /**
         * Some lines of a table were copied.
         *
         * @param done how many of all tables
         * @param total how many there are to be
         */
        void copied(String table, long done, long total);

        /** All is copied, and the two are compared. */
        void comparing();
    }
}
