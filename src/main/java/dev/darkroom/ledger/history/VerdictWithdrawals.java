package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.RowState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows whose last word is a withdrawal, as many as somebody has withdrawn, read once: such a row has no verdict that stands.
 * Not thread-safe.
 */
final class VerdictWithdrawals {

    private static final String SELECT =
            String.format(Locale.ROOT, """
            select w.row_key, w.recorded_at, coalesce(c.leader, b.leader, s.leader, s.row_key) maker, p.sha256
            from verdict w
            join row_state s on s.row_key = w.row_key
            left join row_state b on b.row_key = s.leader and b.state in (%1$d, %2$d)
            left join row_state c on c.row_key = b.leader and c.state in (%1$d, %2$d)
            join picture p on p.row_key = w.row_key
            where w.verdict = 'withdrawn'
              and w.number = (select max(l.number) from verdict l where l.row_key = w.row_key)
            order by w.row_key, p.n""", RowState.REUSED.code(), RowState.FOLLOWER.code());

    private final DataSource dataSource;
    private @Nullable Map<Long, List<WithdrawnPictures>> byMaker;

    VerdictWithdrawals(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Returns whether a verdict on pictures was taken back later.
     *
     * @param recorded when the verdict was recorded
     * @param judged the row that it is about: of two words of one moment the later row's counts
     * @param maker the row whose purchase the pictures come from
     * @param sha256 of the pictures
     */
    boolean after(Instant recorded, long judged, long maker, List<String> sha256) {
        if (byMaker == null) {
            byMaker = read();
        }
        return byMaker.getOrDefault(maker, List.of()).stream()
                .anyMatch(row -> row.isAfter(recorded.toEpochMilli(), judged) && row.sha256.equals(sha256));
    }

    private Map<Long, List<WithdrawnPictures>> read() {
        Map<Long, WithdrawnPictures> rows = new HashMap<>();
        Map<Long, List<WithdrawnPictures>> found = new HashMap<>();
        JdbcClient.create(dataSource).sql(SELECT).query(row -> {
            long key = row.getLong("row_key");
            WithdrawnPictures withdrawn = rows.get(key);
            if (withdrawn == null) {
                withdrawn = new WithdrawnPictures(key, row.getLong("recorded_at"), new ArrayList<>());
                rows.put(key, withdrawn);
                found.computeIfAbsent(row.getLong("maker"), maker -> new ArrayList<>())
                        .add(withdrawn);
            }
            withdrawn.sha256.add(row.getString("sha256"));
        });
        return found;
    }

    private record WithdrawnPictures(long row, long recordedAt, List<String> sha256) {

        boolean isAfter(long recorded, long judged) {
            return recordedAt > recorded || (recordedAt == recorded && row > judged);
        }
    }
}
