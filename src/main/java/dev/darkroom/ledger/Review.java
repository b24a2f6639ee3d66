package dev.darkroom.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about a row's pictures.
 *
 * @param rejected whether they will not do; else they are approved
 * @param note what was said about them, null if nothing
 * @param at when it was recorded
 */
public record Review(boolean rejected, @Nullable String note, Instant at) {

    public Review {
        Objects.requireNonNull(at, "at is null");
    }

    /** From the columns of the table of this name, null if there is no such row. */
    static @Nullable Review of(ResultSet row) throws SQLException {
        long at = row.getLong("reviewed_at");
        return row.wasNull()
                ? null
                : new Review(row.getBoolean("rejected"), row.getString("note"), Instant.ofEpochMilli(at));
    }
}
