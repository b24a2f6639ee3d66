package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds rows of other runs at one service by what they asked for, by no more than a page of input keys at a time. What
 * it finds a run acts on, and a plan tells.
 */
public final class EarlierRows {

    private static final String SELECT = """
            select i.input_key, i.row_key, i.id, s.state, s.code, s.leader, s.changed_at, r.id run_id, r.output,
              coalesce(p.request_id, lp.request_id) request_id, p.sends, p.estimate, v.rejected,
              coalesce(p.intent_at, lp.intent_at) intent_at, coalesce(p.submitted_at, lp.submitted_at) submitted_at
            from row_input i
            join row_state s on s.row_key = i.row_key
            join run r on r.number = i.row_key / 4294967296
            left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt
            left join review v on v.row_key = i.row_key
            left join row_state l on l.row_key = s.leader
            left join purchase lp on lp.row_key = s.leader and lp.attempt = l.attempt
            where (i.row_key <= ? or i.row_key > ?) and r.service = ?""";

    private static final String NEWEST_FIRST = " order by i.row_key desc";

    private static final String TELLING = " and (s.state in (%d, %d, %d, %d, %d, %d, %d, %d)"
                    .formatted(
                            RowState.SUCCEEDED.code(),
                            RowState.SUBMITTED.code(),
                            RowState.COMPLETED.code(),
                            RowState.TIMED_OUT.code(),
                            RowState.DOWNLOAD_FAILED.code(),
                            RowState.SUBMITTING.code(),
                            RowState.UNKNOWN.code(),
                            RowState.PENDING.code())
            + " or (s.state = " + RowState.REUSED.code() + " and s.leader is null)"
            + " or (s.state = " + RowState.FAILED.code() + " and s.code like 'CHECK\\_%' escape '\\'))";

    /** What is reused of a row failed by a check was approved before. */
    private static final String COPIES =
            " and ((s.state in (%d, %d) and l.state in (%d, %d)) or (s.state = %d and l.state = %d))"
                    .formatted(
                            RowState.REUSED.code(),
                            RowState.FOLLOWER.code(),
                            RowState.SUCCEEDED.code(),
                            RowState.REUSED.code(),
                            RowState.REUSED.code(),
                            RowState.FAILED.code());

    private final JdbcClient jdbc;
    private final String service;
    private final long first;
    private final long last;

    /**
     * @param service where they were bought
     * @param run the run whose own rows are left out, null for none
     */
    public EarlierRows(DataSource dataSource, String service, @Nullable RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.service = service;
        this.first = run == null ? 0 : RowKey.firstOf(run.number());
        this.last = run == null ? 0 : RowKey.lastOf(run.number());
    }

    /**
     * The rows of each key that have something to say: bought, perhaps bought, waiting to be bought or failed by a check;
     * the newest first. Keys without any are left out. A row that shares another's pictures is not among them as
     * long as that one is known: see {@link #copies}.
     */
    public Map<String, List<EqualRow>> of(Collection<String> inputKeys) {
        return byKey("i.input_key", inputKeys, TELLING);
    }

    /**
     * The rows of each key that share another's pictures, the newest first: their files may still stand where the first
     * ones are gone.
     */
    public Map<String, List<EqualRow>> copies(Collection<String> inputKeys) {
        Map<String, List<EqualRow>> copies = byKey("i.input_key", inputKeys, COPIES);
        Map<RowKey, Origin> origins = origins(copies.values().stream()
                .flatMap(List::stream)
                .map(EqualRow::origin)
                .collect(Collectors.toSet()));
        copies.values()
                .forEach(rows -> rows.replaceAll(row -> {
                    Origin origin = origins.get(row.origin());
                    return origin == null ? row : row.from(origin.row, origin.request);
                }));
        return copies;
    }

    /** Of rows that share pictures themselves: where those come from in the end. */
    private Map<RowKey, Origin> origins(Set<RowKey> sharing) {
        Map<RowKey, Origin> found = new HashMap<>();
        Map<RowKey, Origin> open = leadersOf(sharing);
        while (!open.isEmpty()) {
            found.replaceAll((row, origin) -> open.getOrDefault(origin.row, origin));
            open.forEach(found::putIfAbsent);
            Map<RowKey, Origin> next =
                    leadersOf(open.values().stream().map(Origin::row).collect(Collectors.toSet()));
            open.clear();
            open.putAll(next);
        }
        return found;
    }

    private Map<RowKey, Origin> leadersOf(Set<RowKey> rows) {
        Map<RowKey, Origin> leaders = new HashMap<>();
        if (rows.isEmpty()) {
            return leaders;
        }
        jdbc.sql("select s.row_key, s.leader, p.request_id from row_state s"
                        + " left join row_state l on l.row_key = s.leader"
                        + " left join purchase p on p.row_key = s.leader and p.attempt = l.attempt"
                        + " where s.leader is not null and s.row_key in (" + marks(rows.size()) + ")")
                .params(rows.stream().map(RowKey::value).toList())
                .query(row -> {
                    leaders.put(
                            RowKey.of(row.getLong("row_key")),
                            new Origin(RowKey.of(row.getLong("leader")), row.getString("request_id")));
                });
        return leaders;
    }

    /** The rows that make one of these purchases, or input keys, again; the newest first. */
    List<EqualRow> redoing(Collection<String> purchases) {
        return rows("i.redo_of", purchases, "");
    }

    /** A row's pictures, in their order. */
    public List<Picture> pictures(EqualRow row) {
        return jdbc.sql("select * from picture where row_key = ? order by n")
                .param(row.key().value())
                .query(Outcomes::toPicture)
                .list();
    }

    /** What each row's request sends, as JSON. */
    public Map<RowKey, String> inputs(Collection<EqualRow> rows) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        Map<RowKey, String> inputs = new HashMap<>();
        jdbc.sql("select row_key, input from row_input where row_key in (" + marks(rows.size()) + ")")
                .params(rows.stream().map(row -> row.key().value()).toList())
                .query(row -> {
                    inputs.put(RowKey.of(row.getLong("row_key")), row.getString("input"));
                });
        return inputs;
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }

    private Map<String, List<EqualRow>> byKey(String column, Collection<String> values, String which) {
        Map<String, List<EqualRow>> found = new HashMap<>();
        for (EqualRow row : rows(column, values, which)) {
            found.computeIfAbsent(row.inputKey(), key -> new ArrayList<>()).add(row);
        }
        return found;
    }

    private List<EqualRow> rows(String column, Collection<String> values, String which) {
        if (values.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(SELECT + " and " + column + " in (" + marks(values.size()) + ")" + which + NEWEST_FIRST)
                .params(first, last, service)
                .params(List.copyOf(values))
                .query(EarlierRows::toRow)
                .list();
    }

    private static EqualRow toRow(ResultSet row, int index) throws SQLException {
        RowKey key = RowKey.of(row.getLong("row_key"));
        long leader = row.getLong("leader");
        boolean own = row.wasNull();
        boolean approved = !row.getBoolean("rejected") && !row.wasNull();
        long bought = Math.max(row.getLong("submitted_at"), row.getLong("intent_at"));
        return new EqualRow(
                row.getString("input_key"),
                key,
                own ? key : RowKey.of(leader),
                RowState.of(row.getInt("state")),
                row.getString("code"),
                row.getString("id"),
                row.getString("run_id"),
                Path.of(row.getString("output")),
                row.getString("request_id"),
                Instant.ofEpochMilli(bought == 0 ? row.getLong("changed_at") : bought),
                row.getInt("sends") > 0,
                isFetchedAgain(row),
                approved);
    }

    private static boolean isFetchedAgain(ResultSet row) throws SQLException {
        BigDecimal estimate = row.getBigDecimal("estimate");
        return row.getInt("sends") == 0 && estimate != null && estimate.signum() == 0;
    }

    /** Where shared pictures come from, as far as it was followed. */
    private record Origin(RowKey row, @Nullable String request) {}
}
