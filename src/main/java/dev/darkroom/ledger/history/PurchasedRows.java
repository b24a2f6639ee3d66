package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a run that it purchased itself, or attempted to: those with pictures, and those that failed at the
 * service, each in manifest order, a page in memory at a time.
 */
public final class PurchasedRows {

    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final RunRecord run;

    public PurchasedRows(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.run = run;
    }

    /**
     * Returns the next page of those with pictures, empty behind the last.
     *
     * @param after the row number to start behind
     */
    public List<PurchasedRow> after(int after) {
        List<PurchasedRow> rows = page(after, "exists", RowState.SUCCEEDED);
        return rows.isEmpty() ? rows : pictured(rows);
    }

    /** Tells of each row that shares the pictures of another row of this run: that other one, then the row. */
    public void eachFollower(BiConsumer<RowKey, RowKey> leaderAndFollower) {
        long first = RowKey.firstOf(run.number());
        long last = RowKey.lastOf(run.number());
        jdbc.sql("""
                        select s.row_key, s.leader from row_state s
                        where s.row_key > ? and s.row_key <= ? and s.state = ? and s.leader > ? and s.leader <= ?
                          and exists (select 1 from picture p where p.row_key = s.row_key)""").params(first, last, RowState.FOLLOWER.code(), first, last).query(row -> {
            leaderAndFollower.accept(RowKey.of(row.getLong("leader")), RowKey.of(row.getLong("row_key")));
        });
    }

    /**
     * Returns the next page of those that failed at the service, empty behind the last.
     *
     * @param after the row number to start behind
     */
    public List<PurchasedRow> failedAfter(int after) {
        return page(after, "not exists", RowState.FAILED);
    }

    private List<PurchasedRow> page(int after, String pictured, RowState other) {
        return jdbc.sql(String.format(
                        Locale.ROOT, """
                        select i.row_key, i.model, i.input, s.attempt, s.state, s.changed_at
                        from (select row_key, attempt, state, changed_at from row_state
                              where row_key > ? and row_key <= ? and %s
                                and %s (select 1 from picture p where p.row_key = row_state.row_key)
                              order by row_key limit ?) s
                        join row_input i on i.row_key = s.row_key
                        order by s.row_key""", StateCondition.among("state", other, RowState.FAILED), pictured))
                .params(RowKey.firstOf(run.number()) + after, RowKey.lastOf(run.number()), PAGE)
                .query((row, index) -> toRow(row))
                .list();
    }

    private List<PurchasedRow> pictured(List<PurchasedRow> rows) {
        Map<Long, List<DownloadedPicture>> pictures = new HashMap<>();
        jdbc.sql("select * from picture where row_key >= ? and row_key <= ? order by row_key, n")
                .params(
                        rows.get(0).key().value(),
                        rows.get(rows.size() - 1).key().value())
                .query(row -> {
                    pictures.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(StoredColumns.toPicture(row, 0));
                });
        return rows.stream()
                .map(row -> row.with(pictures.getOrDefault(row.key().value(), List.of())))
                .toList();
    }

    private PurchasedRow toRow(ResultSet row) throws SQLException {
        return new PurchasedRow(
                RowKey.of(row.getLong("row_key")),
                row.getInt("attempt"),
                row.getString("model"),
                (ObjectNode) json.readTree(row.getString("input")),
                row.getInt("state") == RowState.SUCCEEDED.code(),
                Instant.ofEpochMilli(row.getLong("changed_at")),
                List.of());
    }
}
