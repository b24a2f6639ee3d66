package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.MarkedUnknown;
import dev.darkroom.ledger.rows.PendingModel;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StateCondition;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.rows.UncostedRow;
import dev.darkroom.ledger.rows.UnknownResolved;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A run's rows by state, in manifest order, with what each step has to know of them. */
final class WorkPages {

    /** The inner page is read in the index's own sequence: sorting all rows of a state for each page would not do. */
    private static final String NEXT =
            "select row_key, attempt from row_state where state = ? and row_key > ? and row_key <= ?"
                    + " order by state, row_key limit ?";

    private static final String FROM = """
             from row_state s
            join row_input i on i.row_key = s.row_key
            left join purchase p on p.row_key = s.row_key and p.attempt = s.attempt
            where s.state = ? and s.row_key in (""";

    private static final int MODELS_PAGE = 1_000;

    private static final String UNCOSTED =
            StateCondition.among("s.state", RowState.SUCCEEDED, RowState.DOWNLOAD_FAILED);

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final int run;

    WorkPages(DataSource dataSource, JsonMapper json, int run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.json = json;
        this.run = run;
    }

    List<PendingRow> pending(List<RowKey> rows) {
        return page(
                "select s.row_key, s.attempt, p.state p_state, i.id, i.model, i.outputs, i.input, i.input_key",
                RowState.PENDING,
                rows,
                (row, index) -> new PendingRow(
                        RowKey.of(row.getLong("row_key")),
                        StoredColumns.nextAttempt(row),
                        row.getString("id"),
                        row.getString("model"),
                        row.getInt("outputs"),
                        row.getString("input"),
                        row.getString("input_key")));
    }

    List<SubmittedRow> submitted(List<RowKey> rows) {
        return page(
                "select s.row_key, s.attempt, i.id, i.model, p.request_id, p.submitted_at, p.started_at, p.sends",
                RowState.SUBMITTED,
                rows,
                (row, index) -> new SubmittedRow(
                        RowKey.of(row.getLong("row_key")),
                        row.getInt("attempt"),
                        row.getString("id"),
                        row.getString("model"),
                        row.getString("request_id"),
                        Instant.ofEpochMilli(row.getLong("submitted_at")),
                        StoredColumns.instant(row, "started_at"),
                        row.getInt("sends") == 0));
    }

    List<CompletedRow> completed(List<RowKey> rows) {
        return page(
                "select s.row_key, s.attempt, i.id, i.kept, i.named_by_hash, i.model, i.input, p.request_id, p.output_urls",
                RowState.COMPLETED,
                rows,
                this::toCompleted);
    }

    /** Of these rows those that succeeded and whose outputs can be fetched once more, each with what ends it without. */
    List<LedgerEvent.DownloadFailed> fetchable(List<RowKey> rows, RowReason why) {
        return rows.isEmpty()
                ? List.of()
                : jdbc.sql("select s.row_key, s.attempt, p.download_ms from row_state s"
                                + " join purchase p on p.row_key = s.row_key and p.attempt = s.attempt where s.state = ?"
                                + " and p.request_id is not null and p.output_urls is not null and s.row_key in ("
                                + marks(rows) + ") order by s.row_key")
                        .param(RowState.SUCCEEDED.code())
                        .params(values(rows))
                        .query((row, index) -> new LedgerEvent.DownloadFailed(
                                RowKey.of(row.getLong("row_key")),
                                row.getInt("attempt"),
                                RowState.DOWNLOAD_FAILED,
                                why,
                                row.getLong("download_ms")))
                        .list();
    }

    /** Rows behind a row's number whose request brought outputs at a cost that is not known, in manifest order. */
    List<UncostedRow> uncosted(int after, int most) {
        return jdbc.sql("select s.row_key, s.attempt, s.state, i.id, p.request_id from row_state s"
                        + " join purchase p on p.row_key = s.row_key and p.attempt = s.attempt"
                        + " join row_input i on i.row_key = s.row_key"
                        + " where s.row_key > ? and s.row_key <= ? and " + UNCOSTED
                        + " and p.cost is null and p.request_id is not null and p.sends > 0"
                        + " order by s.row_key limit ?")
                .params(RowKey.firstOf(run) + after, RowKey.lastOf(run), most)
                .query((row, index) -> new UncostedRow(
                        RowKey.of(row.getLong("row_key")),
                        row.getInt("attempt"),
                        RowState.of(row.getInt("state")),
                        row.getString("id"),
                        row.getString("request_id")))
                .list();
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
                StoredColumns.named(key, row, json),
                row.getString("model"),
                row.getString("input"));
    }

    /** Rows in a state behind a row's number, in manifest order. */
    List<RowPosition> standing(RowState state, int after, int most) {
        return jdbc.sql(NEXT)
                .params(state.code(), RowKey.firstOf(run) + after, RowKey.lastOf(run), most)
                .query((row, index) -> new RowPosition(RowKey.of(row.getLong("row_key")), row.getInt("attempt"), state))
                .list();
    }

    /** The rows in doubt only since another run's equal row is, for which nothing was sent, to be looked up anew. */
    List<UnknownResolved> sharedDoubts() {
        return jdbc.sql("select s.row_key, s.attempt from row_state s join purchase p on p.row_key = s.row_key"
                        + " and p.attempt = s.attempt where s.state = ? and s.row_key > ? and s.row_key <= ?"
                        + " and p.sends = 0 and p.request_id is null order by s.row_key")
                .params(RowState.UNKNOWN.code(), RowKey.firstOf(run), RowKey.lastOf(run))
                .query((row, index) ->
                        new UnknownResolved(RowKey.of(row.getLong("row_key")), row.getInt("attempt"), null))
                .list();
    }

    /**
     * Rows that are to be submitted although an earlier purchase of theirs, and none after it, may have been accepted.
     */
    List<MarkedUnknown> reopenedDoubts() {
        return jdbc.sql("select s.row_key, s.attempt, p.attempt doubtful from row_state s"
                        + " join purchase p on p.row_key = s.row_key and p.state = ?"
                        + " where s.state = ? and s.row_key > ? and s.row_key <= ?"
                        + " and not exists (select 1 from purchase later where later.row_key = p.row_key"
                        + " and later.attempt > p.attempt and later.state <> ?) order by s.row_key")
                .params(
                        RowState.UNKNOWN.code(),
                        RowState.PENDING.code(),
                        RowKey.firstOf(run),
                        RowKey.lastOf(run),
                        RowState.PENDING.code())
                .query((row, index) -> new MarkedUnknown(
                        RowKey.of(row.getLong("row_key")), row.getInt("doubtful"), row.getInt("attempt")))
                .list();
    }

    /**
     * A row as it stands.
     *
     * @param attempt its latest purchase
     */
    record RowPosition(RowKey key, int attempt, RowState state) {}

    /** The pending rows, by model; with a selection, only those in it. */
    List<PendingModel> pendingModels(@Nullable RowSelection only) {
        if (only == null) {
            return models("s.row_key > ? and s.row_key <= ?", List.of(RowKey.firstOf(run), RowKey.lastOf(run)));
        }
        Map<String, PendingModel> models = new TreeMap<>();
        List<RowKey> rows = only.all(RowState.PENDING);
        for (int from = 0; from < rows.size(); from += MODELS_PAGE) {
            List<RowKey> page = rows.subList(from, Math.min(rows.size(), from + MODELS_PAGE));
            for (PendingModel model : models("s.row_key in (" + marks(page) + ")", values(page))) {
                models.merge(model.model(), model, PendingModel::and);
            }
        }
        return List.copyOf(models.values());
    }

    private List<PendingModel> models(String which, List<Long> values) {
        return jdbc.sql("select i.model, count(*) n, sum(i.outputs) outputs from row_state s"
                        + " join row_input i on i.row_key = s.row_key"
                        + " where s.state = ? and " + which + " group by i.model order by i.model")
                .param(RowState.PENDING.code())
                .params(values)
                .query((row, index) ->
                        new PendingModel(row.getString("model"), row.getLong("n"), row.getLong("outputs")))
                .list();
    }

    /** Tells a selection where its rows stand. */
    void locate(RowSelection only) {
        only.forget();
        jdbc.sql("select row_key, state from row_state where row_key > ? and row_key <= ?")
                .params(RowKey.firstOf(run), RowKey.lastOf(run))
                .query(row -> {
                    only.stands(RowKey.of(row.getLong("row_key")).row(), RowState.of(row.getInt("state")));
                });
    }

    /** Returns where rows stand, in manifest order. */
    List<RowPosition> positions(BitSet rows) {
        List<RowPosition> positions = new ArrayList<>();
        List<RowKey> keys = rows.stream().mapToObj(row -> new RowKey(run, row)).toList();
        for (int from = 0; from < keys.size(); from += MODELS_PAGE) {
            List<RowKey> page = padded(keys.subList(from, Math.min(keys.size(), from + MODELS_PAGE)));
            positions.addAll(jdbc.sql("select row_key, attempt, state from row_state where row_key in (" + marks(page)
                            + ") order by row_key")
                    .params(values(page))
                    .query((row, index) -> new RowPosition(
                            RowKey.of(row.getLong("row_key")), row.getInt("attempt"), RowState.of(row.getInt("state"))))
                    .list());
        }
        return positions;
    }

    /** Calls back with the number of each row in a state, in manifest order. */
    void rowsIn(RowState state, IntConsumer action) {
        jdbc.sql("select row_key from row_state where state = ? and row_key > ? and row_key <= ?"
                        + " order by state, row_key")
                .params(state.code(), RowKey.firstOf(run), RowKey.lastOf(run))
                .query(row -> {
                    action.accept(RowKey.of(row.getLong("row_key")).row());
                });
    }

    private <T> List<T> page(String select, RowState state, List<RowKey> rows, RowMapper<T> mapper) {
        if (rows.isEmpty()) {
            return List.of();
        }
        List<RowKey> asked = padded(rows);
        return jdbc.sql(select + FROM + marks(asked) + ") order by s.row_key")
                .param(state.code())
                .params(values(asked))
                .query(mapper)
                .list();
    }

    /** Repeats the last row, so that there are few statements for the database to keep prepared. */
    private static List<RowKey> padded(List<RowKey> rows) {
        int size = Integer.highestOneBit(rows.size());
        int whole = size == rows.size() ? size : 2 * size;
        List<RowKey> padded = new ArrayList<>(rows);
        padded.addAll(Collections.nCopies(whole - rows.size(), rows.get(rows.size() - 1)));
        return padded;
    }

    private static String marks(List<RowKey> rows) {
        return String.join(", ", Collections.nCopies(rows.size(), "?"));
    }

    private static List<Long> values(List<RowKey> rows) {
        return rows.stream().map(RowKey::value).toList();
    }
}
