package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds a run's rows as users name them, once they are entered into the table by which rows are looked up. */
public final class RowsById {

    private final JdbcClient jdbc;
    private final RunRecord run;

    public RowsById(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    /** The row of this id; of several the first, since the others were rejected for it. */
    public Optional<RowStanding> find(String id) {
        return jdbc.sql("select s.row_key, s.state, s.attempt, l.id leader, s.words,"
                        + " p.sends = 0 and p.request_id is null unsent from row_look_up f"
                        + " join row_input i on i.row_key = f.row_key"
                        + " join row_state s on s.row_key = i.row_key left join row_input l on l.row_key = s.leader"
                        + " left join purchase p on p.row_key = s.row_key and p.attempt = s.attempt"
                        + " where f.hash = ? and i.id = ? and f.row_key > ? and f.row_key <= ?"
                        + " order by f.hash, f.row_key limit 1")
                .params(RowStaging.hash(id), id, RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query((row, index) -> new RowStanding(
                        RowKey.of(row.getLong("row_key")),
                        RowState.of(row.getInt("state")),
                        row.getInt("attempt"),
                        row.getString("leader"),
                        row.getBoolean("unsent") ? row.getString("words") : null))
                .optional();
    }

    /**
     * The row of the workspace that a request at this service belongs to, as {@code ID of the run RUN}; equal rows of
     * several runs may share one.
     */
    public Optional<String> ownerOf(String requestId, RowKey sharing) {
        List<String> owners = jdbc.sql("select i.id, r.id run_id from purchase p"
                        + " join row_input i on i.row_key = p.row_key"
                        + " join run r on r.number = p.row_key / 4294967296"
                        + " where p.request_id = ? and r.service = ?"
                        + " and i.input_key <> (select input_key from row_input where row_key = ?)"
                        + " order by p.row_key limit 1")
                .params(requestId, run.service(), sharing.value())
                .query((row, index) -> row.getString("id") + " of the run " + row.getString("run_id"))
                .list();
        return owners.stream().findFirst();
    }

    /**
     * A row's current state.
     *
     * @param attempt its latest purchase
     * @param leader the id of the row whose fate it shares, null if there is none
     * @param doubt since what other row it is in doubt, as text; null if it is itself
     */
    public record RowStanding(
            RowKey key,
            RowState state,
            int attempt,
            @Nullable String leader,
            @Nullable String doubt) {}
}
