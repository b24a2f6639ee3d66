package dev.darkroom.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A run's rows by state, in pages, in manifest order: what each station has to do next. */
final class WorkPages {

    /** The inner page is read in the index's own order: sorting all rows of a state for each page would not do. */
    private static final String FROM = """
             from (select row_key, attempt from row_state
                   where state = ? and row_key > ? and row_key <= ? order by state, row_key limit ?) s
            join row_input i on i.row_key = s.row_key
            left join purchase p on p.row_key = s.row_key and p.attempt = s.attempt
            order by s.row_key""";

    private static final String STANDING = """
            select s.row_key, s.attempt, s.state,
              exists (select 1 from purchase p where p.row_key = s.row_key and p.attempt = s.attempt) purchased
            from row_state s where s.row_key > ? and s.row_key <= ?""";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final int run;

    WorkPages(DataSource dataSource, JsonMapper json, int run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.run = run;
    }

    List<PendingRow> pending(Set<RowKey> inHand, int most) {
        return page(
                "select s.row_key, s.attempt, p.state p_state, i.id, i.model, i.outputs, i.input",
                RowState.PENDING,
                inHand,
                most,
                (row, index) -> new PendingRow(
                        RowKey.of(row.getLong("row_key")),
                        nextAttempt(row),
                        row.getString("id"),
                        row.getString("model"),
                        row.getInt("outputs"),
                        row.getString("input")),
                PendingRow::key);
    }

    /** A released purchase is taken up again under its number; any other is history. */
    private static int nextAttempt(ResultSet row) throws SQLException {
        int attempt = row.getInt("attempt");
        int state = row.getInt("p_state");
        boolean released = !row.wasNull() && state == RowState.PENDING.code();
        return released ? attempt : attempt + 1;
    }

    List<SubmittedRow> submitted(Set<RowKey> inHand, int most) {
        return page(
                "select s.row_key, s.attempt, i.id, i.model, p.request_id, p.submitted_at, p.started_at",
                RowState.SUBMITTED,
                inHand,
                most,
                (row, index) -> new SubmittedRow(
                        RowKey.of(row.getLong("row_key")),
                        row.getInt("attempt"),
                        row.getString("id"),
                        row.getString("model"),
                        row.getString("request_id"),
                        Instant.ofEpochMilli(row.getLong("submitted_at")),
                        instant(row, "started_at")),
                SubmittedRow::key);
    }

    List<CompletedRow> completed(Set<RowKey> inHand, int most) {
        return page(
                "select s.row_key, s.attempt, i.id, i.kept, i.named_by_hash, p.request_id, p.output_urls",
                RowState.COMPLETED,
                inHand,
                most,
                this::toCompleted,
                CompletedRow::key);
    }

    private CompletedRow toCompleted(ResultSet row, int index) throws SQLException {
        RowKey key = RowKey.of(row.getLong("row_key"));
        List<String> urls = List.of(json.readValue(row.getString("output_urls"), String[].class));
        return new CompletedRow(
                key,
                row.getInt("attempt"),
                row.getString("id"),
                row.getString("request_id"),
                urls,
                named(key, row, json));
    }

    static NamedRow named(RowKey key, ResultSet row, JsonMapper json) throws SQLException {
        ObjectNode kept = (ObjectNode) json.readTree(row.getString("kept"));
        return new NamedRow(key.row(), row.getString("id"), kept, row.getBoolean("named_by_hash"));
    }

    List<Standing> standing(RowState state) {
        return jdbc.sql(STANDING + " and s.state = ? order by s.row_key")
                .params(RowKey.firstOf(run), RowKey.lastOf(run), state.code())
                .query(WorkPages::toStanding)
                .list();
    }

    /** Rows behind a row's number, in manifest order. */
    List<Standing> standing(int after, int most) {
        return jdbc.sql(STANDING + " order by s.row_key limit ?")
                .params(RowKey.firstOf(run) + after, RowKey.lastOf(run), most)
                .query(WorkPages::toStanding)
                .list();
    }

    private static Standing toStanding(ResultSet row, int index) throws SQLException {
        return new Standing(
                RowKey.of(row.getLong("row_key")),
                row.getInt("attempt"),
                RowState.of(row.getInt("state")),
                row.getBoolean("purchased"));
    }

    /**
     * A row as it stands.
     *
     * @param attempt its latest purchase
     * @param purchased whether that purchase is recorded
     */
    record Standing(RowKey key, int attempt, RowState state, boolean purchased) {}

    private <T> List<T> page(
            String select, RowState state, Set<RowKey> inHand, int most, RowMapper<T> mapper, Function<T, RowKey> key) {
        // Rows in hand still stand in their old state until their event is written: read past them.
        return jdbc
                .sql(select + FROM)
                .params(state.code(), RowKey.firstOf(run), RowKey.lastOf(run), most + inHand.size())
                .query(mapper)
                .list()
                .stream()
                .filter(row -> !inHand.contains(key.apply(row)))
                .limit(most)
                .toList();
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
