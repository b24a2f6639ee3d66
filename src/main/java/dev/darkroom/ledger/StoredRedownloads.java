package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds a run's rows that download again what another run had, as the ledger holds them. */
final class StoredRedownloads {

    private static final String FROM = """
             from row_state s
            join purchase p on p.row_key = s.row_key and p.attempt = s.attempt
            join row_input i on i.row_key = s.row_key
            where s.row_key > ? and s.row_key <= ? and p.fetched_again and\s""";

    private static final String UNDER_WAY =
            FROM + StateCondition.among("s.state", RowState.SUBMITTED, RowState.COMPLETED);

    private final JdbcClient jdbc;
    private final int run;

    StoredRedownloads(JdbcClient jdbc, int run) {
        this.jdbc = jdbc;
        this.run = run;
    }

    /** Those under way. */
    List<RowKey> open() {
        return ofRun("select s.row_key" + UNDER_WAY)
                .query((row, index) -> RowKey.of(row.getLong("row_key")))
                .list();
    }

    /** The rows under way that would be submitted, by model. */
    List<PendingModel> models() {
        String select =
                "select i.model, count(*) n, sum(i.outputs) outputs" + UNDER_WAY + " group by i.model order by i.model";
        return ofRun(select)
                .query((row, index) ->
                        new PendingModel(row.getString("model"), row.getLong("n"), row.getLong("outputs")))
                .list();
    }

    /**
     * The rows whose pictures the service has lost, and which nobody has submitted since; a failed check is no loss.
     */
    List<WorkPages.RowPosition> lost() {
        return ofRun("select s.row_key, s.attempt" + FROM + StateCondition.among("s.state", RowState.FAILED)
                        + " and p.state = s.state order by s.row_key")
                .query((row, index) -> new WorkPages.RowPosition(
                        RowKey.of(row.getLong("row_key")), row.getInt("attempt"), RowState.FAILED))
                .list();
    }

    private JdbcClient.StatementSpec ofRun(String sql) {
        return jdbc.sql(sql).params(RowKey.firstOf(run), RowKey.lastOf(run));
    }
}
