package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.RowStaging;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the rows of other runs that have an id. What is found by a hash is compared; the rows of the other runs must be in
 * the table of hashes, see {@link LookUpEntries}.
 */
final class SameIdQueries {

    private static final String WITH_ID = """
            select i.row_key, i.model, i.input, i.input_key, r.sent
            from row_look_up f
            join row_input i on i.row_key = f.row_key
            join row_state s on s.row_key = i.row_key
            join run r on r.number = i.row_key / 4294967296
            left join row_state l on l.row_key = s.leader
            where (i.row_key <= ? or i.row_key > ?) and r.service = ? and f.hash = ? and i.id = ?"""
            + String.format(
                    Locale.ROOT,
                    " and (s.state in (%d, %d) or (s.state = %d and l.state in (%d, %d)))",
                    RowState.SUCCEEDED.code(),
                    RowState.REUSED.code(),
                    RowState.FOLLOWER.code(),
                    RowState.SUCCEEDED.code(),
                    RowState.REUSED.code())
            + " order by f.hash desc, f.row_key desc limit 3";

    /** Only the newest rows of an id are read: an id may stand for a row in every run there was. */
    private static final String UNDER_WAY_WITH_ID = """
            select i.row_key, i.model, i.input, i.input_key, r.sent
            from (select j.row_key, j.model, j.input, j.input_key
              from row_look_up f
              join row_input j on j.row_key = f.row_key
              where (f.row_key <= ? or f.row_key > ?) and f.hash = ? and j.id = ?
              order by f.hash desc, f.row_key desc limit 100) i
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

    private final JdbcClient jdbc;
    private final String service;
    private final long first;
    private final long last;

    /**
     * @param service where they were submitted
     * @param run the run whose own rows are left out, null for none
     */
    SameIdQueries(DataSource dataSource, String service, @Nullable RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.service = service;
        this.first = run == null ? 0 : RowKey.firstOf(run.number());
        this.last = run == null ? 0 : RowKey.lastOf(run.number());
    }

    /** Returns those of these ids that a row has. */
    List<String> knownIds(Collection<String> ids) {
        return jdbc.sql("select k.id from (values "
                        + DuplicateQueries.marks("(cast(? as varchar(1000)), cast(? as bigint))", ids.size())
                        + ") k (id, hash) where exists (select 1 from row_look_up f"
                        + " join row_input i on i.row_key = f.row_key where f.hash = k.hash"
                        + " and (f.row_key <= ? or f.row_key > ?) and i.id = k.id)")
                .params(DuplicateQueries.withHashes(ids))
                .params(first, last)
                .query(String.class)
                .list();
    }

    /** What the newest few rows of an id requested that got pictures. */
    List<EarlierRowFinder.EarlierInput> withId(String id) {
        return jdbc.sql(WITH_ID)
                .params(first, last, service, RowStaging.hash(id), id)
                .query((row, index) -> toInput(row, last))
                .list();
    }

    /**
     * What the newest rows of an id requested that wait to be submitted, or were and have not come to their end, or share
     * the fate of such a row of their run.
     */
    List<EarlierRowFinder.EarlierInput> underWayWithId(String id) {
        return jdbc.sql(UNDER_WAY_WITH_ID)
                .params(first, last, RowStaging.hash(id), id, service)
                .query((row, index) -> toInput(row, last))
                .list();
    }

    /** @param last the last row key of the run that looks up, 0 for none */
    static EarlierRowFinder.EarlierInput toInput(ResultSet row, long last) throws SQLException {
        boolean later = last > 0 && row.getLong("row_key") > last;
        return new EarlierRowFinder.EarlierInput(
                row.getString("model"),
                row.getString("input"),
                row.getString("input_key"),
                later ? row.getString("sent") : null);
    }
}
