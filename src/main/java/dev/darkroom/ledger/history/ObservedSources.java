package dev.darkroom.ledger.history;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.RowKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stores what hosts said about rows' source pictures, in any run. It is not in the journal: what is lost with the
 * ledger is requested anew. Each call is a transaction of its own. Thread-safe.
 *
 * All methods throw a {@link LedgerException} if the ledger cannot be read or written, on a full disk above all. A run
 * can do without: the caller catches it and continues.
 */
public final class ObservedSources {

    private static final int MAX_URL = 4_000;
    private static final int PAGE = 500;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;

    public ObservedSources(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
    }

    /** Everything known of a row's sources, in their order. */
    public List<ObservedSource> of(RowKey row) {
        return of(List.of(row)).getOrDefault(row, List.of());
    }

    /** Everything known of these rows' sources; rows of which nothing is known are left out. */
    public Map<RowKey, List<ObservedSource>> of(Collection<RowKey> rows) {
        Map<RowKey, List<ObservedSource>> seen = new HashMap<>();
        List<RowKey> all = List.copyOf(rows);
        try {
            for (int from = 0; from < all.size(); from += PAGE) {
                List<RowKey> page = all.subList(from, Math.min(all.size(), from + PAGE));
                jdbc.sql("select * from source where row_key in ("
                                + String.join(", ", Collections.nCopies(page.size(), "?")) + ") order by row_key, n")
                        .params(page.stream().map(RowKey::value).toList())
                        .query(ObservedSources::toSeen)
                        .list()
                        .forEach(one -> seen.computeIfAbsent(one.row(), row -> new ArrayList<>())
                                .add(one));
            }
            return seen;
        } catch (DataAccessException e) {
            throw new LedgerException("what is known of sources cannot be read: " + FailureText.of(e), e);
        }
    }

    /**
     * Keeps what was told, in place of what was known of the same sources; an address too long to be kept is left out.
     */
    public synchronized void keep(Collection<ObservedSource> observed) {
        List<ObservedSource> kept =
                observed.stream().filter(one -> one.url().length() <= MAX_URL).toList();
        try {
            transaction.executeWithoutResult(status -> {
                batch.batchUpdate(
                        "delete from source where row_key = ? and n = ?",
                        kept.stream()
                                .map(one -> new Object[] {one.row().value(), one.n()})
                                .toList());
                batch.batchUpdate(
                        "insert into source (row_key, n, url, etag, last_modified, bytes, sha256, seen_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                        kept.stream().map(ObservedSources::values).toList());
            });
        } catch (DataAccessException | TransactionException e) {
            throw new LedgerException("what was told of sources cannot be kept: " + FailureText.of(e), e);
        }
    }

    private static Object[] values(ObservedSource one) {
        return new Object[] {
            one.row().value(),
            one.n(),
            one.url(),
            text(one.etag()),
            text(one.lastModified()),
            new SqlParameterValue(Types.BIGINT, one.bytes()),
            text(one.sha256()),
            one.seenAt().toEpochMilli()
        };
    }

    private static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    private static ObservedSource toSeen(ResultSet row, int index) throws SQLException {
        return new ObservedSource(
                RowKey.of(row.getLong("row_key")),
                row.getInt("n"),
                row.getString("url"),
                row.getString("etag"),
                row.getString("last_modified"),
                row.getObject("bytes", Long.class),
                row.getString("sha256"),
                Instant.ofEpochMilli(row.getLong("seen_at")));
    }
}
