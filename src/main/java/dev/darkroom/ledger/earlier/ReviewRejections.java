package dev.darkroom.ledger.earlier;

import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.RowKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rejections in review at one service, read once and kept: as many as somebody has reviewed. A rejection strikes
 * every picture of the same input that was there by then, so that rejecting a reused row rejects what it came from;
 * what was purchased later, and what was purchased to make it again, is free of it.
 */
public final class ReviewRejections {

    private final EarlierRowFinder rows;
    private final Map<String, RejectedInput> byKey = new HashMap<>();

    /** @param rows of the same service */
    public ReviewRejections(DataSource dataSource, String service, EarlierRowFinder rows) {
        this.rows = rows;
        JdbcClient.create(dataSource).sql("""
                        select i.input_key, v.row_key, coalesce(p.request_id, lp.request_id) request_id
                        from review v
                        join row_input i on i.row_key = v.row_key
                        join row_state s on s.row_key = v.row_key
                        join run r on r.number = v.row_key / 4294967296
                        left join purchase p on p.row_key = v.row_key and p.attempt = s.attempt
                        left join row_state l on l.row_key = s.leader
                        left join purchase lp on lp.row_key = s.leader and lp.attempt = l.attempt
                        where v.rejected and r.service = ? and i.input_key is not null""").param(service).query(row -> {
            RejectedInput rejected = byKey.computeIfAbsent(row.getString("input_key"), key -> new RejectedInput());
            rejected.add(row.getLong("row_key"), row.getString("request_id"));
        });
    }

    /** Returns whether a picture of this input was ever rejected. */
    public boolean any(String inputKey) {
        return byKey.containsKey(inputKey);
    }

    /**
     * Returns whether the row's pictures are rejected as an answer to this input.
     *
     * @param inputKey the row's own, or that of the row it makes again
     */
    public boolean strikes(String inputKey, EarlierRow row) {
        return isStruck(inputKey, row) || isStruck(row.inputKey(), row);
    }

    private boolean isStruck(String inputKey, EarlierRow row) {
        RejectedInput rejected = byKey.get(inputKey);
        return rejected != null
                && (rejected.newest >= row.origin().value()
                        || (row.requestId() != null && rejected.requests.contains(row.requestId())));
    }

    /** The rows that make again what was rejected of this input, and what was rejected of those; the newest first. */
    public List<EarlierRow> redos(String inputKey) {
        Map<RowKey, EarlierRow> redos = new HashMap<>();
        Set<String> seen = new HashSet<>(Set.of(inputKey));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            String key = open.remove();
            RejectedInput rejected = byKey.get(key);
            if (rejected == null) {
                continue;
            }
            List<String> purchases = new ArrayList<>(rejected.requests);
            purchases.add(key);
            for (EarlierRow redo : rows.redoing(purchases)) {
                redos.put(redo.key(), redo);
                if (seen.add(redo.inputKey())) {
                    open.add(redo.inputKey());
                }
            }
        }
        return redos.values().stream()
                .sorted(Comparator.comparingLong((EarlierRow redo) -> redo.key().value())
                        .reversed())
                .toList();
    }

    /** Of one input: the newest row rejected, and the requests that made what was. */
    private static final class RejectedInput {

        private final Set<String> requests = new HashSet<>();
        private long newest;

        private void add(long row, @Nullable String request) {
            newest = Math.max(newest, row);
            if (request != null) {
                requests.add(request);
            }
        }
    }
}
