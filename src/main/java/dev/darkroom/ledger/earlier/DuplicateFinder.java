package dev.darkroom.ledger.earlier;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.NamedRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.rows.StoredColumns;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds a run's duplicates, set-wise, before anything is submitted: second rows of an id, rows whose files would get
 * one name, rows that would purchase the same thing twice. Doing it again changes nothing.
 */
public final class DuplicateFinder {

    /** The code for which a second row of an id is rejected. */
    static final String SECOND_ID = ErrorCode.DUPLICATE_ID.code();

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;
    private final InstantSource clock;
    private final long first;
    private final long last;

    public DuplicateFinder(DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.json = json;
        this.clock = clock;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Rejects every row whose id an earlier row has; returns how many it rejected now. */
    public int rejectSecondIds() {
        List<DuplicateCandidate> candidates = candidates("id_hash");
        List<Object[]> updates = new ArrayList<>();
        Map<String, DuplicateCandidate> firsts = new LinkedHashMap<>();
        for (DuplicateCandidate candidate : candidates) {
            DuplicateCandidate before = firsts.putIfAbsent(candidate.id, candidate);
            if (before != null) {
                updates.add(new Object[] {
                    RowState.REJECTED.code(),
                    SECOND_ID,
                    "the id " + candidate.id + " is taken by line " + before.line,
                    clock.millis(),
                    candidate.key,
                    RowState.PENDING.code()
                });
            }
        }
        return sum(batch.batchUpdate(
                "update row_state set state = ?, code = ?, words = ?, changed_at = ? where row_key = ? and state = ?",
                updates));
    }

    /** Marks every row whose files another row's would overwrite: they get longer names. */
    public int markSharedNames() {
        List<Object[]> updates = new ArrayList<>();
        for (DuplicateCandidate candidate : candidates("name_hash")) {
            updates.add(new Object[] {candidate.key});
        }
        return sum(batch.batchUpdate("update row_input set named_by_hash = true where row_key = ?", updates));
    }

    /** Makes every pending row that equals an earlier one of the run its follower; returns how many. */
    public int followEarlierRows() {
        List<Object[]> updates = new ArrayList<>();
        jdbc.sql("""
                        select i.row_key, g.leader from row_input i
                        join row_state s on s.row_key = i.row_key
                        join (select v.input_key, min(v.row_key) leader from row_input v
                              where v.row_key > ? and v.row_key <= ? and v.input_key is not null
                                and not exists (select 1 from row_state r where r.row_key = v.row_key and r.state = ?)
                              group by v.input_key having count(*) > 1) g
                          on g.input_key = i.input_key
                        where i.row_key > ? and i.row_key <= ? and s.row_key > ? and s.row_key <= ?
                          and i.row_key <> g.leader and s.state = ?""")
                .params(first, last, RowState.REJECTED.code(), first, last, first, last, RowState.PENDING.code())
                .query(row -> {
                    updates.add(new Object[] {
                        RowState.FOLLOWER.code(),
                        row.getLong("leader"),
                        clock.millis(),
                        row.getLong("row_key"),
                        RowState.PENDING.code()
                    });
                });
        return move(updates);
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

    private List<DuplicateCandidate> candidates(String hash) {
        return jdbc.sql("select i.row_key, i.id, i.line from row_input i join (select " + hash
                        + " h from row_input where row_key > ? and row_key <= ? group by " + hash
                        + " having count(*) > 1) g on g.h = i." + hash
                        + " where i.row_key > ? and i.row_key <= ? order by i.row_key")
                .params(first, last, first, last)
                .query((row, index) ->
                        new DuplicateCandidate(row.getLong("row_key"), row.getString("id"), row.getLong("line")))
                .list();
    }

    private int move(List<Object[]> updates) {
        return sum(batch.batchUpdate(
                "update row_state set state = ?, leader = ?, changed_at = ? where row_key = ? and state = ?", updates));
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    private record DuplicateCandidate(long key, String id, long line) {}

    private record LeaderAndFollower(
            RowKey key,
            int attempt,
            NamedRow name,
            long leader,
            Path output,
            @Nullable String requestId) {}
}
