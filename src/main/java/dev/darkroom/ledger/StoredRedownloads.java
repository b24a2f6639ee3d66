package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds a run's rows that download again what another run had, as the ledger holds them. */
final class StoredRedownloads {

    /** Of one state, by which the rows are found without reading those that are done. */
    private static final String FROM = """
             from row_state s
            join purchase p on p.row_key = s.row_key and p.attempt = s.attempt
            join row_input i on i.row_key = s.row_key
            where s.state = ? and s.row_key > ? and s.row_key <= ? and p.fetched_again""";

    private static final List<RowState> UNDER_WAY = List.of(RowState.SUBMITTED, RowState.COMPLETED);

    private final JdbcClient jdbc;
    private final int run;

    StoredRedownloads(JdbcClient jdbc, int run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Those under way. */
    List<RowKey> open() {
        return UNDER_WAY.stream()
                .flatMap(state -> in(state, "select s.row_key" + FROM)
                        .query((row, index) -> RowKey.of(row.getLong("row_key")))
                        .list()
                        .stream())
                .toList();
    }

    /** The rows under way that would be submitted, by model. */
    List<PendingModel> models() {
        Map<String, PendingModel> models = new TreeMap<>();
        for (RowState state : UNDER_WAY) {
            in(state, "select i.model, count(*) n, sum(i.outputs) outputs" + FROM + " group by i.model")
                    .query((row, index) ->
                            new PendingModel(row.getString("model"), row.getLong("n"), row.getLong("outputs")))
                    .list()
                    .forEach(model -> models.merge(model.model(), model, PendingModel::and));
        }
        return List.copyOf(models.values());
    }

    /**
     * The rows whose pictures the service has lost, and which nobody has submitted since; a failed check is no loss.
     */
    List<WorkPages.RowPosition> lost() {
        return in(RowState.FAILED, "select s.row_key, s.attempt" + FROM + " and p.state = s.state order by s.row_key")
                .query((row, index) -> new WorkPages.RowPosition(
                        RowKey.of(row.getLong("row_key")), row.getInt("attempt"), RowState.FAILED))
                .list();
    }

    private JdbcClient.StatementSpec in(RowState state, String sql) {
        return jdbc.sql(sql).params(state.code(), RowKey.firstOf(run), RowKey.lastOf(run));
    }
}
