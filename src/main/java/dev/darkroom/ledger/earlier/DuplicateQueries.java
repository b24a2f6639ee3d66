package dev.darkroom.ledger.earlier;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the rows of other runs at one service that requested the same thing. A catalog that is run every night has a
 * row of each key in every run: none of these queries reads all of them, however many runs there are.
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
            from (values %s) k (input_key)
            join row_input i on i.input_key = k.input_key and i.row_key > ? and i.row_key <= ?
            join row_state s on s.row_key = i.row_key and s.state = ?""" + JOINED;

    /**
     * A reused picture of a row failed by a check was approved before; one shared from a run that was deleted, or of a
     * row whose own files are gone, counts by itself.
     */
    private static final String COPIES = COLUMNS
            + """
            from row_input i
            join row_state s on s.row_key = i.row_key"""
            + JOINED
            + String.format(
                    Locale.ROOT,
                    " and i.input_key = ? and ((s.state in (%d, %d) and l.state in (%d, %d))",
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
            + " order by i.input_key desc, i.row_key desc limit ?";

    private static final String WITH_ID = """
            select i.row_key, i.model, i.input, i.input_key, r.sent
            from row_input i
            join row_state s on s.row_key = i.row_key
            join run r on r.number = i.row_key / 4294967296
            left join row_state l on l.row_key = s.leader
            where (i.row_key <= ? or i.row_key > ?) and r.service = ? and i.id_hash = ? and i.id = ?"""
            + String.format(
                    Locale.ROOT,
                    " and (s.state in (%d, %d) or (s.state = %d and l.state in (%d, %d)))",
                    RowState.SUCCEEDED.code(),
                    RowState.REUSED.code(),
                    RowState.FOLLOWER.code(),
                    RowState.SUCCEEDED.code(),
                    RowState.REUSED.code())
            + " order by i.id_hash desc, i.row_key desc limit 3";

    /** Only the newest rows of an id are read: an id may stand for a row in every run there was. */
    private static final String UNDER_WAY_WITH_ID = """
            select i.row_key, i.model, i.input, i.input_key, r.sent
            from (select row_key, model, input, input_key from row_input
              where (row_key <= ? or row_key > ?) and id_hash = ? and id = ?
              order by id_hash desc, row_key desc limit 100) i
            join row_state s on s.row_key = i.row_key
            left join row_state l on l.row_key = s.leader
            join run r on r.number = i.row_key / 4294967296
            where r.service = ?"""
            + String.format(
                    Locale.ROOT,
                    " and case when s.state = %d then l.state else s.state end in (%d, %d, %d, %d, %d, %d, %d)",
                    RowState.FOLLOWER.code(),
                    RowState.PENDING.code(),
                    RowState.SUBMITTING.code(),
                    RowState.SUBMITTED.code(),
                    RowState.COMPLETED.code(),
                    RowState.TIMED_OUT.code(),
                    RowState.DOWNLOAD_FAILED.code(),
                    RowState.UNKNOWN.code())
            + " order by i.row_key desc";

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
            from row_input i
            join row_state s on s.row_key = i.row_key""" + JOINED + " and i.redo_of in (%s)";

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

    /** Returns those of these ids that a row has. */
    List<String> knownIds(Collection<String> ids) {
        List<Object> values = new ArrayList<>();
        for (String id : ids) {
            values.add(id);
            values.add(RowStaging.hash(id));
        }
        return jdbc.sql("select k.id from (values " + marks("(cast(? as varchar(1000)), cast(? as bigint))", ids.size())
                        + ") k (id, id_hash) where exists (select 1 from row_input i where i.id_hash = k.id_hash"
                        + " and (i.row_key <= ? or i.row_key > ?))")
                .params(values)
                .params(first, last)
                .query(String.class)
                .list();
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
        return jdbc.sql(String.format(Locale.ROOT, WAITING, marks("(cast(? as varchar(64)))", inputKeys.size())))
                .params(List.copyOf(inputKeys))
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
                    .params(first, last, service, key, most)
                    .query(DuplicateQueries::toRow)
                    .list());
        }
        return copies;
    }

    private List<String> known(Collection<String> inputKeys) {
        return jdbc.sql("select k.input_key from (values " + marks("(cast(? as varchar(64)))", inputKeys.size())
                        + ") k (input_key) where exists (select 1 from row_input i where i.input_key = k.input_key"
                        + " and (i.row_key <= ? or i.row_key > ?))")
                .params(List.copyOf(inputKeys))
                .params(first, last)
                .query(String.class)
                .list();
    }

    /** What the newest few rows of an id requested that got pictures. */
    List<EarlierRowFinder.EarlierInput> withId(String id) {
        return jdbc.sql(WITH_ID)
                .params(first, last, service, RowStaging.hash(id), id)
                .query(this::toInput)
                .list();
    }

    /**
     * What the newest rows of an id requested that wait to be submitted, or were and have not come to their end, or share
     * the fate of such a row of their run.
     */
    List<EarlierRowFinder.EarlierInput> underWayWithId(String id) {
        return jdbc.sql(UNDER_WAY_WITH_ID)
                .params(first, last, RowStaging.hash(id), id, service)
                .query(this::toInput)
                .list();
    }

    /** All rows that may have been purchased, or are in doubt since another is; the newest first. */
    List<EarlierRowFinder.DoubtedRow> doubted() {
        return jdbc.sql(DOUBTED)
                .params(first, last, service)
                .query((row, index) ->
                        new EarlierRowFinder.DoubtedRow(toRow(row, index), toInput(row, index), row.getString("sent")))
                .list();
    }

    private EarlierRowFinder.EarlierInput toInput(ResultSet row, int index) throws SQLException {
        boolean later = last > 0 && row.getLong("row_key") > last;
        return new EarlierRowFinder.EarlierInput(
                row.getString("model"),
                row.getString("input"),
                row.getString("input_key"),
                later ? row.getString("sent") : null);
    }

    /** Rows that make one of these purchases, or input keys, again. */
    List<EarlierRow> redoing(Collection<String> purchases) {
        return jdbc.sql(String.format(Locale.ROOT, REDOING, marks("?", purchases.size())))
                .params(first, last, service)
                .params(List.copyOf(purchases))
                .query(DuplicateQueries::toRow)
                .list();
    }

    private static String marks(String mark, int count) {
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
