package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds a run's rows that download again what another run had, as the ledger holds them. */
final class StoredRedownloads {

    private static final String FROM = """
             from row_state s
            join purchase p on p.row_key = s.row_key and p.attempt = s.attempt
            join row_input i on i.row_key = s.row_key
            where s.state in (?, ?) and s.row_key > ? and s.row_key <= ?
              and p.fetched_again""";

    private final JdbcClient jdbc;
    private final int run;

    StoredRedownloads(JdbcClient jdbc, int run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Those under way. */
    List<RowKey> open() {
        return in("select s.row_key" + FROM, RowState.SUBMITTED, RowState.COMPLETED)
                .query((row, index) -> RowKey.of(row.getLong("row_key")))
                .list();
    }

    /** The rows under way that would be submitted, by model. */
    List<PendingModel> models() {
        String select =
                "select i.model, count(*) n, sum(i.outputs) outputs" + FROM + " group by i.model order by i.model";
        return in(select, RowState.SUBMITTED, RowState.COMPLETED)
                .query((row, index) ->
                        new PendingModel(row.getString("model"), row.getLong("n"), row.getLong("outputs")))
                .list();
    }

    /**
     * The rows whose pictures the service has lost, and which nobody has submitted since; a failed check is no loss.
     */
    List<WorkPages.RowPosition> lost() {
        return in(
                        "select s.row_key, s.attempt" + FROM + " and p.state = s.state order by s.row_key",
                        RowState.FAILED,
                        RowState.FAILED)
                .query((row, index) -> new WorkPages.RowPosition(
                        RowKey.of(row.getLong("row_key")), row.getInt("attempt"), RowState.FAILED))
                .list();
    }

    private JdbcClient.StatementSpec in(String sql, RowState state, RowState other) {
        return jdbc.sql(sql).params(state.code(), other.code(), RowKey.firstOf(run), RowKey.lastOf(run));
    }
}
