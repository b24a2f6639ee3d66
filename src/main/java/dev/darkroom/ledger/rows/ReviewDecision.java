package dev.darkroom.ledger.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person's decision about a row's pictures.
 *
 * @param rejected whether they will not do; else they are approved
 * @param note what was said about them, null if nothing
 * @param at when it was recorded
 */
public record ReviewDecision(boolean rejected, @Nullable String note, Instant at) {

    public ReviewDecision {
        Objects.requireNonNull(at, "at is null");
    }

    /** Reads the columns of the table of this name, null if there is no such row. */
    static @Nullable public ReviewDecision of(ResultSet row) throws SQLException {
        long at = row.getLong("reviewed_at");
        return row.wasNull()
                ? null
                : new ReviewDecision(row.getBoolean("rejected"), row.getString("note"), Instant.ofEpochMilli(at));
    }
}
