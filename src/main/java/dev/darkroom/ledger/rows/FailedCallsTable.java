package dev.darkroom.ledger.rows;

import java.time.Instant;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Stores the failed calls of each row. Of a purchase with more than {@link #MAX} failed calls the first and the last
 * are kept; how often it was throttled is counted with the purchase, whatever is kept.
 */
public final class FailedCallsTable {

    /** The number of failed calls of a purchase that are kept. */
    static final int MAX = 50;

    /** The number of those that are its first ones. */
    public static final int FIRST = MAX / 2;

    private final JdbcTemplate jdbc;

    FailedCallsTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void add(RowKey row, int attempt, ServiceCall call, RowReason reason, Instant at) {
        Integer before = jdbc.queryForObject(
                "select coalesce(max(number), 0) from tried where row_key = ? and attempt = ?",
                Integer.class,
                row.value(),
                attempt);
        int number = (before == null ? 0 : before) + 1;
        jdbc.update(
                "insert into tried (row_key, attempt, number, tried_at, call, code, words) values (?, ?, ?, ?, ?, ?, ?)",
                row.value(),
                attempt,
                number,
                at.toEpochMilli(),
                call.keyword(),
                reason.code(),
                reason.message());
        if (number > MAX) {
            int oldest = number - (MAX - FIRST);
            jdbc.update(
                    "delete from tried where row_key = ? and attempt = ? and number = ?", row.value(), attempt, oldest);
        }
        if (isThrottled(call, reason)) {
            jdbc.update(
                    "update purchase set throttled = throttled + 1 where row_key = ? and attempt = ?",
                    row.value(),
                    attempt);
        }
    }

    public static boolean isThrottled(ServiceCall call, RowReason reason) {
        return call == ServiceCall.SUBMIT && reason.code().equals(RowReason.THROTTLED);
    }
}
