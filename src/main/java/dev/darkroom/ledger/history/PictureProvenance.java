package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds what the pictures that rows share were made from, where it is not the rows' own input: a rejected picture is
 * replaced by one made again, with another prompt or seed.
 */
final class PictureProvenance {

    /**
     * A row follows one of its run, which reuses another run's, which may reuse another in its place: it is followed no
     * further.
     */
    private static final String SELECT = """
            select s.row_key, o.seed, o.redo_of, o.input
            from row_state s
            join row_input i on i.row_key = s.row_key
            left join row_state b on b.row_key = s.leader and b.state in (?, ?)
            left join row_state c on c.row_key = b.leader and c.state in (?, ?)
            left join row_input o on o.row_key = coalesce(c.leader, b.leader, s.leader)
            where s.row_key > ? and s.row_key <= ? and o.input_key <> i.input_key and\s""" + StateCondition.among("s.state", RowState.REUSED, RowState.FOLLOWER);

    private final JdbcClient jdbc;

    PictureProvenance(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /** By the key of each such row of a range; a row whose origin is forgotten is left out. */
    Map<Long, PictureOrigin> among(long after, long last) {
        int reused = RowState.REUSED.code();
        int follower = RowState.FOLLOWER.code();
        Map<Long, PictureOrigin> origins = new HashMap<>();
        jdbc.sql(SELECT).params(reused, follower, reused, follower, after, last).query(row -> {
            origins.put(
                    row.getLong("row_key"),
                    new PictureOrigin(
                            row.getObject("seed", Long.class), row.getString("redo_of"), row.getString("input")));
        });
        return origins;
    }

    /**
     * The request that a picture was made from.
     *
     * @param redoOf the purchase that it makes again, null if none
     * @param input as JSON
     */
    record PictureOrigin(
            @Nullable Long seed,
            @Nullable String redoOf,
            @Nullable String input) {}
}
