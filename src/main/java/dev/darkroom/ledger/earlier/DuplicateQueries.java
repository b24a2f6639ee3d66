package dev.darkroom.ledger.earlier;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the rows of other runs at one service that requested the same thing. A catalog that is run every night has a
 * row of each key in every run: none of these queries reads all of them, however many runs there are. What is found by a
 * hash is compared; the rows of the other runs must be in the table of hashes, see {@link LookUpEntries}.
 */
final class DuplicateQueries {

    private static final String COLUMNS = """
            select i.input_key, i.row_key, i.id, s.state, s.code, s.leader, s.changed_at, r.id run_id, r.output,
              coalesce(p.request_id, lp.request_id) request_id, p.sends, p.fetched_again, v.rejected,
              coalesce(p.intent_at, lp.intent_at) intent_at, coalesce(p.submitted_at, lp.submitted_at) submitted_at
            """;

    private static final String JOINED = """

            join run r on r.number = i.row_key / 4294967296
            left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt
            left join review v on v.row_key = i.row_key
            left join row_state l on l.row_key = s.leader
            left join purchase lp on lp.row_key = s.leader and lp.attempt = l.attempt
            where (i.row_key <= ? or i.row_key > ?) and r.service = ?""";

    private static final String BOUGHT = COLUMNS
            + """
            from (select distinct row_key from purchase where input_key in (%s)) b
            join row_input i on i.row_key = b.row_key
            join row_state s on s.row_key = i.row_key"""
            + JOINED
            + String.format(
                            Locale.ROOT,
                            " and (s.state in (%d, %d, %d, %d, %d, %d, %d) or (s.state = %d and s.code like '%s%%' escape '\\'))",
                            RowState.SUCCEEDED.code(),
                            RowState.SUBMITTED.code(),
                            RowState.COMPLETED.code(),
                            RowState.TIMED_OUT.code(),
                            RowState.DOWNLOAD_FAILED.code(),
                            RowState.SUBMITTING.code(),
                            RowState.UNKNOWN.code(),
                            RowState.FAILED.code(),
                            ErrorCode.CHECK_PREFIX.replace("_", "\\_"))
                    .replace("%", "%%");

    private static final String WAITING = COLUMNS + """
            from (values %s) k (input_key, hash)
            join row_look_up f on f.hash = k.hash and f.row_key > ? and f.row_key <= ?
            join row_input i on i.row_key = f.row_key and i.input_key = k.input_key
            join row_state s on s.row_key = i.row_key and s.state = ?""" + JOINED;

    /**
     * A reused picture of a row failed by a check was approved before; one shared from a run that was deleted, or of a
     * row whose own files are gone, counts by itself.
     */
    private static final String COPIES = COLUMNS
            + """
            from row_look_up f
            join row_input i on i.row_key = f.row_key
            join row_state s on s.row_key = i.row_key"""
            + JOINED
            + String.format(
                    Locale.ROOT,
                    " and f.hash = ? and i.input_key = ? and ((s.state in (%d, %d) and l.state in (%d, %d))",
                    RowState.REUSED.code(),
                    RowState.FOLLOWER.code(),
                    RowState.SUCCEEDED.code(),
                    RowState.REUSED.code())
            + String.format(
                    Locale.ROOT,
                    " or (s.state = %d and (l.row_key is null or l.state in (%d, %d, %d))))",
                    RowState.REUSED.code(),
                    RowState.FAILED.code(),
                    RowState.COMPLETED.code(),
                    RowState.DOWNLOAD_FAILED.code())
            + " order by f.hash desc, f.row_key desc limit ?";

    private static final String DOUBTED = COLUMNS
            + ", i.model, i.input, r.sent"
            + """

            from row_state s
            join row_input i on i.row_key = s.row_key"""
            + JOINED
            + String.format(
                    Locale.ROOT,
                    " and s.state in (%d, %d) order by i.row_key desc",
                    RowState.SUBMITTING.code(),
                    RowState.UNKNOWN.code());

    private static final String REDOING = COLUMNS + """
            from (values %s) k (redo_of, hash)
            join row_look_up f on f.hash = k.hash
            join row_input i on i.row_key = f.row_key and i.redo_of = k.redo_of
            join row_state s on s.row_key = i.row_key""" + JOINED;

    private final JdbcClient jdbc;
    private final String service;
    private final long first;
    private final long last;

    /**
     * @param service where they were submitted
     * @param run the run whose own rows are left out, null for none
     */
    DuplicateQueries(DataSource dataSource, String service, @Nullable RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.service = service;
        this.first = run == null ? 0 : RowKey.firstOf(run.number());
        this.last = run == null ? 0 : RowKey.lastOf(run.number());
    }

    /** Returns whether there is any row to be found. */
    boolean any() {
        return jdbc.sql(
                        "select 1 from run r where r.service = ? and r.number <> ?"
                                + " and exists (select 1 from row_input i"
                                + " where i.row_key > r.number * 4294967296 and i.row_key <= r.number * 4294967296 + ?) limit 1")
                .params(service, RowKey.of(first).run(), RowKey.MAX_ROWS)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Rows that were purchased, may have been, or were failed by a check. */
    List<EarlierRow> purchased(Collection<String> inputKeys) {
        return jdbc.sql(String.format(Locale.ROOT, BOUGHT, marks("?", inputKeys.size())))
                .params(List.copyOf(inputKeys))
                .params(first, last, service)
                .query(DuplicateQueries::toRow)
                .list();
    }

    /** Rows that wait to be submitted: only unfinished runs have any. */
    List<EarlierRow> waiting(Collection<String> inputKeys) {
        List<EarlierRow> waiting = new ArrayList<>();
        for (Integer run = nextWaiting(-1); run != null; run = nextWaiting(run)) {
            if (RowKey.firstOf(run) != first) {
                waiting.addAll(waiting(inputKeys, run));
            }
        }
        return waiting;
    }

    /** Asks for the first in the index's order: a minimum reads all that wait. */
    private @Nullable Integer nextWaiting(int after) {
        return jdbc.sql("select row_key from row_state where state = ? and row_key > ? order by state, row_key limit 1")
                .params(RowState.PENDING.code(), RowKey.lastOf(after))
                .query(Long.class)
                .optional()
                .map(next -> RowKey.of(next).run())
                .orElse(null);
    }

    private List<EarlierRow> waiting(Collection<String> inputKeys, int run) {
        return jdbc.sql(String.format(
                        Locale.ROOT, WAITING, marks("(cast(? as varchar(64)), cast(? as bigint))", inputKeys.size())))
                .params(withHashes(inputKeys))
                .params(RowKey.firstOf(run), RowKey.lastOf(run), RowState.PENDING.code())
                .params(first, last, service)
                .query(DuplicateQueries::toRow)
                .list();
    }

    /** The newest rows of each key that share another's pictures, at most so many of each. */
    List<EarlierRow> copies(Collection<String> inputKeys, int most) {
        List<EarlierRow> copies = new ArrayList<>();
        for (String key : known(inputKeys)) {
            copies.addAll(jdbc.sql(COPIES)
                    .params(first, last, service, RowStaging.hash(key), key, most)
                    .query(DuplicateQueries::toRow)
                    .list());
        }
        return copies;
    }

    private List<String> known(Collection<String> inputKeys) {
        return jdbc.sql("select k.input_key from (values "
                        + marks("(cast(? as varchar(64)), cast(? as bigint))", inputKeys.size())
                        + ") k (input_key, hash) where exists (select 1 from row_look_up f"
                        + " join row_input i on i.row_key = f.row_key where f.hash = k.hash"
                        + " and (f.row_key <= ? or f.row_key > ?) and i.input_key = k.input_key)")
                .params(withHashes(inputKeys))
                .params(first, last)
                .query(String.class)
                .list();
    }

    /** All rows that may have been purchased, or are in doubt since another is; the newest first. */
    List<EarlierRowFinder.DoubtedRow> doubted() {
        return jdbc.sql(DOUBTED)
                .params(first, last, service)
                .query((row, index) -> new EarlierRowFinder.DoubtedRow(
                        toRow(row, index), SameIdQueries.toInput(row, last), row.getString("sent")))
                .list();
    }

    /** Rows that make one of these purchases, or input keys, again. */
    List<EarlierRow> redoing(Collection<String> purchases) {
        return jdbc.sql(String.format(
                        Locale.ROOT, REDOING, marks("(cast(? as varchar), cast(? as bigint))", purchases.size())))
                .params(withHashes(purchases))
                .params(first, last, service)
                .query(DuplicateQueries::toRow)
                .list();
    }

    /** Returns each text, followed by the hash that its rows are looked up by. */
    static List<Object> withHashes(Collection<String> texts) {
        return texts.stream()
                .flatMap(text -> Stream.<Object>of(text, RowStaging.hash(text)))
                .toList();
    }

    static String marks(String mark, int count) {
        return String.join(", ", Collections.nCopies(count, mark));
    }

    private static EarlierRow toRow(ResultSet row, int index) throws SQLException {
        RowKey key = RowKey.of(row.getLong("row_key"));
        long leader = row.getLong("leader");
        boolean own = row.wasNull();
        boolean approved = !row.getBoolean("rejected") && !row.wasNull();
        long bought = Math.max(row.getLong("submitted_at"), row.getLong("intent_at"));
        return new EarlierRow(
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
                row.getBoolean("fetched_again"),
                approved);
    }
}
