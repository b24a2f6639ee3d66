package dev.darkroom.ledger.history;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the outcome of every row of a run, in manifest order, a page in memory at a time. Seed and {@code redo_of} of a
 * row that shares another's picture are those the picture was made with.
 */
public final class RunOutcomes implements Iterable<RowOutcome> {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final PictureProvenance origins;
    private final RowVerdicts verdicts;
    private final JsonMapper json;
    private final RunRecord run;

    public RunOutcomes(DataSource dataSource, JsonMapper json, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.origins = new PictureProvenance(dataSource);
        this.verdicts = new RowVerdicts(dataSource);
        this.json = json;
        this.run = run;
    }

    @Override
    public Iterator<RowOutcome> iterator() {
        VerdictWithdrawals withdrawals = verdicts.withdrawals();
        return new PageIterator<>(
                RowKey.firstOf(run.number()),
                after -> between(after, lastOf(after), withdrawals),
                outcome -> new RowKey(run.number(), (int) outcome.number()).value());
    }

    /** Reads the outcomes of a few rows, by their numbers in the manifest; a number that no row of the run has is left out. */
    public List<RowOutcome> of(Collection<Long> rows) {
        VerdictWithdrawals withdrawals = verdicts.withdrawals();
        long first = RowKey.firstOf(run.number());
        return new TreeSet<>(rows)
                .stream()
                        .filter(row -> row > 0 && first + row <= RowKey.lastOf(run.number()))
                        .flatMap(row -> between(first + row - 1, first + row, withdrawals).stream())
                        .toList();
    }

    private List<RowOutcome> between(long after, long last, VerdictWithdrawals withdrawals) {
        List<RowOutcome> page = new ArrayList<>();
        Map<Long, List<DownloadedPicture>> pictures = new HashMap<>();
        jdbc.sql("select * from picture where row_key > ? and row_key <= ? order by row_key, n")
                .params(after, last)
                .query(row -> {
                    pictures.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(StoredColumns.toPicture(row, 0));
                });
        Map<Long, PictureProvenance.PictureOrigin> shared = origins.among(after, last);
        Map<Long, RowVerdict> said = verdicts.among(after, last, pictures, withdrawals);
        jdbc.sql("""
                        select i.*, s.state, s.code, s.words, s.changed_at, l.state l_state, l.code l_code,
                          l.words l_words, p.request_id, p.output_urls, p.submitted_at, p.started_at, p.finished_at,
                          p.download_ms, p.state p_state, p.cost, p.estimate,
                          (select sum(a.sends) from purchase a where a.row_key = i.row_key) sends
                        from row_input i
                        join row_state s on s.row_key = i.row_key
                        left join row_state l on l.row_key = s.leader
                        left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt
                        where i.row_key > ? and i.row_key <= ? order by i.row_key""").params(after, last).query(row -> {
            long key = row.getLong("row_key");
            page.add(toOutcome(row, pictures.getOrDefault(key, List.of()), shared.get(key), said.get(key)));
        });
        return page;
    }

    /**
     * Finds the end of a page. A query of its own: as a subquery it would be run again for every row it is joined with.
     */
    private long lastOf(long after) {
        return jdbc.sql("select coalesce(max(row_key), 0) from (select row_key from row_input"
                        + " where row_key > ? and row_key <= ? order by row_key limit ?) page")
                .params(after, RowKey.lastOf(run.number()), PAGE)
                .query(Long.class)
                .single();
    }

    private RowOutcome toOutcome(
            ResultSet row,
            List<DownloadedPicture> pictures,
            PictureProvenance.@Nullable PictureOrigin origin,
            @Nullable RowVerdict verdict)
            throws SQLException {
        RowState state = RowState.of(row.getInt("state"));
        boolean follows = state == RowState.FOLLOWER;
        RowStatus status = state.seen(leader(row), !pictures.isEmpty());
        Instant submitted = StoredColumns.instant(row, "submitted_at");
        Instant started = StoredColumns.instant(row, "started_at");
        Instant finished = StoredColumns.instant(row, "finished_at");
        String urls = row.getString("output_urls");
        return new RowOutcome(
                RowKey.of(row.getLong("row_key")).row(),
                row.getString("id"),
                row.getLong("line"),
                status,
                row.getString(follows ? "l_code" : "code"),
                row.getString(follows ? "l_words" : "words"),
                row.getString("model"),
                row.getString("request_id"),
                urls == null ? List.of() : List.of(json.readValue(urls, String[].class)),
                pictures,
                origin == null ? nullable(row, "seed") : origin.seed(),
                row.getInt("sends"),
                submitted,
                state.open() || follows ? null : Instant.ofEpochMilli(row.getLong("changed_at")),
                between(submitted, started),
                between(started, finished),
                nullable(row, "download_ms"),
                cost(row),
                row.getString("input_key"),
                pictures.stream()
                        .flatMap(picture -> picture.flags().stream())
                        .distinct()
                        .toList(),
                origin == null ? row.getString("redo_of") : origin.redoOf(),
                (ObjectNode) json.readTree(row.getString("kept")),
                verdict);
    }

    private static @Nullable RowState leader(ResultSet row) throws SQLException {
        int leader = row.getInt("l_state");
        return row.wasNull() ? null : RowState.of(leader);
    }

    private static @Nullable BigDecimal cost(ResultSet row) throws SQLException {
        int state = row.getInt("p_state");
        return row.wasNull()
                ? null
                : PurchaseCharge.told(
                        RowState.of(state),
                        row.getString("request_id") != null,
                        row.getBigDecimal("cost"),
                        row.getBigDecimal("estimate"));
    }

    /** Returns the milliseconds between two times; never negative, since the two clocks may disagree. */
    private static @Nullable Long between(@Nullable Instant from, @Nullable Instant to) {
        if (from == null || to == null) {
            return null;
        }
        return Math.max(0, Duration.between(from, to).toMillis());
    }

    private static @Nullable Long nullable(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
