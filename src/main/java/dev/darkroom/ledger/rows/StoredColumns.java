package dev.darkroom.ledger.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the ledger's columns as what they stand for. The query must name each column as the method's text does. */
public final class StoredColumns {

    private StoredColumns() {}

    /** Reads {@code file, sha256, bytes, width, height, content_type, flags}. */
    public static DownloadedPicture toPicture(ResultSet row, int index) throws SQLException {
        return new DownloadedPicture(
                row.getString("file"),
                row.getString("sha256"),
                row.getLong("bytes"),
                row.getInt("width"),
                row.getInt("height"),
                row.getString("content_type"),
                FlagsColumn.read(row.getString("flags")));
    }

    /** Reads a name from {@code id, kept, named_by_hash}. */
    public static NamedRow named(RowKey key, ResultSet row, JsonMapper json) throws SQLException {
        ObjectNode kept = (ObjectNode) json.readTree(row.getString("kept"));
        return new NamedRow(key.row(), row.getString("id"), kept, row.getBoolean("named_by_hash"));
    }

    /** Reads from {@code attempt, p_state} which attempt a purchase would be: a released one is made again. */
    public static int nextAttempt(ResultSet row) throws SQLException {
        int attempt = row.getInt("attempt");
        int state = row.getInt("p_state");
        boolean released = !row.wasNull() && state == RowState.PENDING.code();
        return released ? attempt : attempt + 1;
    }

    /** Reads milliseconds since the epoch; null if there are none. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
