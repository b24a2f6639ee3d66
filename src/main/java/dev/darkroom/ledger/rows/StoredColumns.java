package dev.darkroom.ledger.rows;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the ledger's columns as what they stand for, and gives values as columns take them. The query must name each
 * column as the method's text does.
 */
public final class StoredColumns {

    /** The decimals of an amount in USD as the ledger holds it. */
    public static final int USD_DECIMALS = 6;

    private static final BigDecimal MAX_USD = BigDecimal.valueOf(1_000_000);
    private static final Instant MAX_INSTANT = Instant.parse("2200-01-01T00:00:00Z");

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
                flags(row.getString("flags")));
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

    /** Gives a text; null has the column's type all the same. */
    public static SqlParameterValue text(@Nullable String value) {
        return new SqlParameterValue(Types.VARCHAR, value);
    }

    /** Gives an amount; one that no picture costs becomes null, since it must not stop the ledger. */
    static SqlParameterValue number(@Nullable BigDecimal value) {
        return new SqlParameterValue(Types.NUMERIC, isPlausible(value) ? value : null);
    }

    /** Returns an amount as it is read again once it was stored. */
    public static @Nullable BigDecimal amount(@Nullable BigDecimal value) {
        return value != null && isPlausible(value) ? value.setScale(USD_DECIMALS, RoundingMode.HALF_UP) : null;
    }

    private static boolean isPlausible(@Nullable BigDecimal value) {
        return value != null && value.abs().compareTo(MAX_USD) < 0;
    }

    /** Gives a time; one far from any the service can mean becomes null. */
    static SqlParameterValue time(@Nullable Instant value) {
        if (value == null || value.isBefore(Instant.EPOCH) || value.isAfter(MAX_INSTANT)) {
            return new SqlParameterValue(Types.BIGINT, null);
        }
        return new SqlParameterValue(Types.BIGINT, value.toEpochMilli());
    }

    /** Gives a picture's flags: a JSON list, or nothing. */
    static SqlParameterValue flags(List<String> flags) {
        return text(flags.isEmpty() ? null : JsonMapper.shared().writeValueAsString(flags));
    }

    /** Reads the flags of a picture, as {@link #flags(List)} stores them. */
    public static List<String> flags(@Nullable String stored) {
        return stored == null ? List.of() : List.of(JsonMapper.shared().readValue(stored, String[].class));
    }
}
