package dev.darkroom.ledger.earlier;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds a run's duplicates, set-wise, before anything is submitted: second rows of an id, rows whose files would get
 * one name, rows that would purchase the same thing twice. Doing it again changes nothing.
 */
public final class DuplicateFinder {

    /** The code for which a second row of an id is rejected. */
    static final String SECOND_ID = ErrorCode.DUPLICATE_ID.code();

    private static final int PAGE = 1_000;
    private static final int HASHES_PAGE = 5_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final TransactionTemplate transaction;
    private final RowHashes hashes;
    private final JsonMapper json;
    private final InstantSource clock;
    private final long first;
    private final long last;

    public DuplicateFinder(DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run) {
        this(dataSource, json, clock, run, new RowHashes());
    }

    /** @param hashes of the run's rows, as far as this process has staged them */
    public DuplicateFinder(
            DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run, RowHashes hashes) {
        this.hashes = hashes;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.json = json;
        this.clock = clock;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Rejects every row whose id an earlier row has; returns how many it rejected now. */
    public int rejectSecondIds() {
        Map<String, Long> firstLines = new HashMap<>();
        return forEachPage(hashes().sharingId(), page -> {
            List<Object[]> updates = new ArrayList<>();
            jdbc.sql("select row_key, id, line from row_input where row_key in (" + marks(page) + ") order by row_key")
                    .params(page)
                    .query(row -> {
                        Long before = firstLines.putIfAbsent(row.getString("id"), row.getLong("line"));
                        if (before != null) {
                            updates.add(new Object[] {
                                RowState.REJECTED.code(),
                                SECOND_ID,
                                "the id " + row.getString("id") + " is taken by line " + before,
                                clock.millis(),
                                row.getLong("row_key"),
                                RowState.PENDING.code()
                            });
                        }
                    });
            return update(
                    "update row_state set state = ?, code = ?, words = ?, changed_at = ? where row_key = ? and state = ?",
                    updates);
        });
    }

    /** Marks every row whose files another row's would overwrite: they get longer names. */
    public int markSharedNames() {
        return forEachPage(
                hashes().sharingName(),
                page -> update(
                        "update row_input set named_by_hash = true where row_key = ?",
                        page.stream().map(key -> new Object[] {key}).toList()));
    }

    /** Makes every pending row that equals an earlier one of the run its follower; returns how many. */
    public int followEarlierRows() {
        Map<String, Long> leaders = new HashMap<>();
        return forEachPage(hashes().sharingInput(), page -> {
            List<Object[]> updates = new ArrayList<>();
            jdbc.sql("select i.row_key, i.input_key, s.state from row_input i join row_state s on s.row_key = i.row_key"
                            + " where i.row_key in (" + marks(page) + ") order by i.row_key")
                    .params(page)
                    .query(row -> {
                        RowState state = RowState.of(row.getInt("state"));
                        Long leader = state == RowState.REJECTED
                                ? null
                                : leaders.putIfAbsent(row.getString("input_key"), row.getLong("row_key"));
                        if (leader != null && state == RowState.PENDING) {
                            updates.add(new Object[] {
                                RowState.FOLLOWER.code(),
                                leader,
                                clock.millis(),
                                row.getLong("row_key"),
                                RowState.PENDING.code()
                            });
                        }
                    });
            return update(
                    "update row_state set state = ?, leader = ?, changed_at = ? where row_key = ? and state = ?",
                    updates);
        });
    }

    /** Returns the hashes of all rows of the run; those that an earlier process has staged are read. */
    private RowHashes hashes() {
        long rows = jdbc.sql("select row_key from row_state where row_key > ? and row_key <= ?"
                                + " order by row_key desc limit 1")
                        .params(first, last)
                        .query(Long.class)
                        .optional()
                        .orElse(first)
                - first;
        if (hashes.rows() != rows) {
            hashes.clear();
            for (long after = first; after < first + rows; after = first + hashes.rows()) {
                jdbc.sql("select id_hash, name_hash, input_key from row_input where row_key > ? and row_key <= ?"
                                + " order by row_key limit ?")
                        .params(after, last, HASHES_PAGE)
                        .query(row -> {
                            hashes.add(row.getLong("id_hash"), row.getLong("name_hash"), row.getString("input_key"));
                        });
            }
        }
        return hashes;
    }

    /** Calls back with the keys of these rows, a page at a time; returns the sum of what comes back. */
    private int forEachPage(int[] rows, ToIntFunction<List<Long>> action) {
        int sum = 0;
        for (int from = 0; from < rows.length; from += PAGE) {
            sum += action.applyAsInt(Arrays.stream(rows, from, Math.min(rows.length, from + PAGE))
                    .mapToObj(row -> first + row)
                    .toList());
        }
        return sum;
    }

    private static String marks(List<Long> page) {
        return String.join(",", Collections.nCopies(page.size(), "?"));
    }

    /** In one transaction: each that commits is flushed. */
    private int update(String sql, List<Object[]> updates) {
        if (updates.isEmpty()) {
            return 0;
        }
        return Objects.requireNonNull(transaction.execute(
                status -> Arrays.stream(batch.batchUpdate(sql, updates)).sum()));
    }

    /**
     * Followers that are to share their leader's pictures, and have none yet.
     *
     * @param after the row number to start behind
     */
    public List<SharedRow> toShare(int after, int most) {
        List<LeaderAndFollower> rows = jdbc.sql("""
                        select s.row_key, s.attempt, s.leader, i.id, i.kept, i.named_by_hash, r.output, p.request_id
                        from row_state s
                        join row_input i on i.row_key = s.row_key
                        join row_state l on l.row_key = s.leader
                        left join purchase p on p.row_key = s.leader and p.attempt = l.attempt
                        join run r on r.number = s.leader / 4294967296
                        where s.state = ? and s.row_key > ? and s.row_key <= ? and l.state in (?, ?)
                          and not exists (select 1 from picture own where own.row_key = s.row_key)
                        order by s.row_key limit ?""")
                .params(
                        RowState.FOLLOWER.code(),
                        first + after,
                        last,
                        RowState.SUCCEEDED.code(),
                        RowState.REUSED.code(),
                        most)
                .query((row, index) -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    NamedRow name = StoredColumns.named(key, row, json);
                    Path output = Path.of(row.getString("output"));
                    return new LeaderAndFollower(
                            key,
                            row.getInt("attempt"),
                            name,
                            row.getLong("leader"),
                            output,
                            row.getString("request_id"));
                })
                .list();
        List<SharedRow> shared = new ArrayList<>();
        for (LeaderAndFollower row : rows) {
            shared.add(new SharedRow(
                    row.key,
                    row.attempt,
                    row.name,
                    RowKey.of(row.leader),
                    row.output,
                    pictures(row.leader),
                    row.requestId));
        }
        return shared;
    }

    /** Takes back a following whose pictures are found to be gone: the row is submitted. */
    public void notReusable(RowKey row) {
        batch.update(
                "update row_state set state = ?, leader = null, changed_at = ? where row_key = ? and state = ?",
                RowState.PENDING.code(),
                clock.millis(),
                row.value(),
                RowState.FOLLOWER.code());
    }

    private List<DownloadedPicture> pictures(long key) {
        return jdbc.sql("select * from picture where row_key = ? order by n")
                .param(key)
                .query(StoredColumns::toPicture)
                .list();
    }

    private record LeaderAndFollower(
            RowKey key,
            int attempt,
            NamedRow name,
            long leader,
            Path output,
            @Nullable String requestId) {}
}
