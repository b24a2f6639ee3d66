package dev.darkroom.ledger;

import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

/** Enters manifest rows, within the transaction of the chunk they come in. */
public final class RowStaging {

    private static final String INSERT_INPUT = """
            insert into row_input (row_key, line, id, id_hash, name_hash, model, input, input_key, seed, outputs, kept,
              redo_of)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_STATE =
            "insert into row_state (row_key, state, attempt, code, words, changed_at) values (?, ?, 0, ?, ?, ?)";

    private final JdbcTemplate jdbc;
    private final InstantSource clock;
    private final RowHashes hashes;
    private final StagedModels models;

    public RowStaging(DataSource dataSource, InstantSource clock) {
        this(dataSource, clock, new RowHashes(), new StagedModels());
    }

    /** @param hashes takes the hashes of the rows that are entered */
    public RowStaging(DataSource dataSource, InstantSource clock, RowHashes hashes) {
        this(dataSource, clock, hashes, new StagedModels());
    }

    /**
     * @param hashes takes the hashes of the rows that are entered
     * @param models counts them
     */
    public RowStaging(DataSource dataSource, InstantSource clock, RowHashes hashes, StagedModels models) {
        this.models = models;
        this.jdbc = new JdbcTemplate(dataSource);
        this.clock = clock;
        this.hashes = hashes;
    }

    /** Enters the rows of one chunk of a run. */
    public void add(int run, List<StagedRow> rows) {
        long now = clock.millis();
        jdbc.execute(INSERT_INPUT, (PreparedStatementCallback<int[]>) insert -> {
            for (StagedRow row : rows) {
                setInput(insert, key(run, row), row);
                insert.addBatch();
            }
            return insert.executeBatch();
        });
        jdbc.execute(INSERT_STATE, (PreparedStatementCallback<int[]>) insert -> {
            for (StagedRow row : rows) {
                setState(insert, key(run, row), row.rejected(), now);
                insert.addBatch();
            }
            return insert.executeBatch();
        });
    }

    private void setInput(PreparedStatement insert, long key, StagedRow row) throws SQLException {
        long id = hash(row.id());
        long name = hash(row.fileStem());
        hashes.add(id, name, row.inputKey());
        models.add(row);
        insert.setLong(1, key);
        insert.setLong(2, row.line());
        insert.setString(3, row.id());
        insert.setLong(4, id);
        insert.setLong(5, name);
        insert.setString(6, row.model());
        insert.setString(7, row.input());
        insert.setString(8, row.inputKey());
        insert.setObject(9, row.seed(), Types.BIGINT);
        insert.setInt(10, row.outputs());
        insert.setString(11, row.kept());
        insert.setString(12, row.redoOf());
    }

    private static void setState(PreparedStatement insert, long key, @Nullable RowReason rejected, long now)
            throws SQLException {
        RowState state = rejected == null ? RowState.PENDING : RowState.REJECTED;
        insert.setLong(1, key);
        insert.setInt(2, state.code());
        insert.setString(3, rejected == null ? null : rejected.code());
        insert.setString(4, rejected == null ? null : rejected.message());
        insert.setLong(5, now);
    }

    private static long key(int run, StagedRow row) {
        return new RowKey(run, (int) row.number()).value();
    }

    /** Counts the rows of a run that are entered. */
    public long count(int run) {
        Long rows = jdbc.queryForObject(
                "select count(*) from row_input where row_key > ? and row_key <= ?",
                Long.class,
                RowKey.firstOf(run),
                RowKey.lastOf(run));
        return rows == null ? 0 : rows;
    }

    /** A 64-bit hash to find candidates of equal texts by. */
    public static long hash(String text) {
        return Sha256.first64Bits(text);
    }
}
