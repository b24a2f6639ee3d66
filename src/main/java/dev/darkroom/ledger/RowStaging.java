package dev.darkroom.ledger;

import dev.darkroom.io.Sha256;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StagedRow;
import java.sql.Types;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Enters manifest rows, within the transaction of the chunk they come in. */
public final class RowStaging {

    private static final String INSERT_INPUT = """
            insert into row_input (row_key, line, id, id_hash, name_hash, model, input, input_key, seed, outputs, kept,
              redo_of)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String INSERT_STATE =
            "insert into row_state (row_key, state, attempt, code, words, changed_at) values (?, ?, 0, ?, ?, ?)";

    private static final int[] INPUT_TYPES = {
        Types.BIGINT,
        Types.BIGINT,
        Types.VARCHAR,
        Types.BIGINT,
        Types.BIGINT,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.VARCHAR,
        Types.BIGINT,
        Types.SMALLINT,
        Types.VARCHAR,
        Types.VARCHAR
    };

    private static final int[] STATE_TYPES = {Types.BIGINT, Types.SMALLINT, Types.VARCHAR, Types.VARCHAR, Types.BIGINT};

    private final JdbcTemplate jdbc;
    private final InstantSource clock;
    private final RowHashes hashes;

    public RowStaging(DataSource dataSource, InstantSource clock) {
        this(dataSource, clock, new RowHashes());
    }

    /** @param hashes takes the hashes of the rows that are entered */
    public RowStaging(DataSource dataSource, InstantSource clock, RowHashes hashes) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.clock = clock;
        this.hashes = hashes;
    }

    /** Enters the rows of one chunk of a run. */
    public void add(int run, List<StagedRow> rows) {
        long now = clock.millis();
        List<Object[]> inputs = new ArrayList<>();
        List<Object[]> states = new ArrayList<>();
        for (StagedRow row : rows) {
            long key = new RowKey(run, (int) row.number()).value();
            long id = hash(row.id());
            long name = hash(row.fileStem());
            hashes.add(id, name, row.inputKey());
            inputs.add(new Object[] {
                key,
                row.line(),
                row.id(),
                id,
                name,
                row.model(),
                row.input(),
                row.inputKey(),
                row.seed(),
                row.outputs(),
                row.kept(),
                row.redoOf()
            });
            RowReason rejected = row.rejected();
            RowState state = rejected == null ? RowState.PENDING : RowState.REJECTED;
            states.add(new Object[] {
                key,
                state.code(),
                rejected == null ? null : rejected.code(),
                rejected == null ? null : rejected.message(),
                now
            });
        }
        jdbc.batchUpdate(INSERT_INPUT, inputs, INPUT_TYPES);
        jdbc.batchUpdate(INSERT_STATE, states, STATE_TYPES);
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
