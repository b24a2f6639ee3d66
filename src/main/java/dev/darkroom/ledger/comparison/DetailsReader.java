package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.figures.PurchaseCharge;
import dev.darkroom.ledger.rows.RowState;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads rows of whatever runs in full, by their keys. */
final class DetailsReader {

    /** How many keys are looked up at a time. */
    static final int MAX_KEYS = 1_000;

    private static final String ROWS = """
            select i.row_key, i.id, i.line, i.model, i.input, s.state, s.code, s.words, l.state l_state, l.code l_code,
              l.words l_words, p.state p_state, p.request_id, p.cost, p.estimate
            from row_input i
            join row_state s on s.row_key = i.row_key
            left join row_state l on l.row_key = s.leader
            left join purchase p on p.row_key = i.row_key and p.attempt = s.attempt
            where i.row_key in (:keys)""";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    DetailsReader(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Reads rows; there may be at most {@link #MAX_KEYS}. */
    Map<Long, ComparedDetails> read(Collection<Long> keys) {
        Map<Long, ComparedDetails> details = new HashMap<>();
        if (keys.isEmpty()) {
            return details;
        }
        Map<Long, List<String>> files = new HashMap<>();
        jdbc.sql("select row_key, file from picture where row_key in (:keys) order by row_key, n")
                .param("keys", keys)
                .query(row -> {
                    files.computeIfAbsent(row.getLong("row_key"), key -> new ArrayList<>())
                            .add(row.getString("file"));
                });
        jdbc.sql(ROWS).param("keys", keys).query(row -> {
            long key = row.getLong("row_key");
            details.put(key, toDetails(row, files.getOrDefault(key, List.of())));
        });
        return details;
    }

    private ComparedDetails toDetails(ResultSet row, List<String> files) throws SQLException {
        RowState state = RowState.of(row.getInt("state"));
        int leading = row.getInt("l_state");
        RowState leader = row.wasNull() ? null : RowState.of(leading);
        boolean follows = state == RowState.FOLLOWER;
        String input = row.getString("input");
        return new ComparedDetails(
                row.getString("id"),
                row.getLong("line"),
                state.seen(leader, !files.isEmpty()).keyword(),
                reason(row.getString(follows ? "l_code" : "code"), row.getString(follows ? "l_words" : "words")),
                row.getString("model"),
                input == null ? null : (ObjectNode) json.readTree(input),
                cost(row),
                files);
    }

    private static @Nullable String reason(@Nullable String code, @Nullable String message) {
        if (code == null) {
            return null;
        }
        return message == null || message.isEmpty() ? code : code + ": " + message;
    }

    private static @Nullable BigDecimal cost(ResultSet row) throws SQLException {
        int state = row.getInt("p_state");
        return row.wasNull()
                ? null
                : PurchaseCharge.told(
                        RowState.of(state),
                        row.getString("request_id") != null,
                        row.getBigDecimal("cost"),
                        row.getBigDecimal("estimate"));
    }
}
