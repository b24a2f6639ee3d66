package dev.darkroom.ledger;

import java.nio.file.Path;
import java.time.Instant;
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
 * Tells a run's equal rows apart, set-wise, before anything is bought: second rows of an id, rows whose files would
 * get one name, rows that would buy the same thing twice. Doing it again changes nothing.
 */
public final class EqualRows {

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;
    private final InstantSource clock;
    private final RunRecord run;
    private final long first;
    private final long last;

    public EqualRows(DataSource dataSource, JsonMapper json, InstantSource clock, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.json = json;
        this.clock = clock;
        this.run = run;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Rejects every row whose id an earlier row has; returns how many it rejected now. */
    public int rejectSecondIds() {
        List<Candidate> candidates = candidates("id_hash");
        List<Object[]> updates = new ArrayList<>();
        Map<String, Candidate> firsts = new LinkedHashMap<>();
        for (Candidate candidate : candidates) {
            Candidate before = firsts.putIfAbsent(candidate.id, candidate);
            if (before != null) {
                updates.add(new Object[] {
                    RowState.REJECTED.code(),
                    "DUPLICATE_ID",
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
        for (Candidate candidate : candidates("name_hash")) {
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
                        join (select input_key, min(row_key) leader from row_input
                              where row_key > ? and row_key <= ? and input_key is not null
                                and row_key not in (select row_key from row_state
                                  where state = ? and row_key > ? and row_key <= ?)
                              group by input_key having count(*) > 1) g
                          on g.input_key = i.input_key
                        where i.row_key > ? and i.row_key <= ? and i.row_key <> g.leader and s.state = ?""")
                .params(first, last, RowState.REJECTED.code(), first, last, first, last, RowState.PENDING.code())
                .query(row -> {
                    updates.add(update(RowState.FOLLOWER, row.getLong("leader"), row.getLong("row_key")));
                });
        return move(updates);
    }

    /**
     * Finds for each pending row the newest equal one of another run at the same service that succeeded, and makes
     * it reused; returns how many. A reused row without a leader stands for one whose run was pruned.
     */
    public int reuseEarlierRuns() {
        List<Object[]> updates = new ArrayList<>();
        jdbc.sql("""
                        select n.row_key, max(o.row_key) leader from row_input n
                        join row_state ns on ns.row_key = n.row_key
                        join row_input o on o.input_key = n.input_key and (o.row_key <= ? or o.row_key > ?)
                        join row_state os on os.row_key = o.row_key
                        join run r on r.number = o.row_key / 4294967296
                        where n.row_key > ? and n.row_key <= ? and ns.state = ? and r.service = ?
                          and (os.state = ? or (os.state = ? and os.leader is null))
                        group by n.row_key""")
                .params(
                        first,
                        last,
                        first,
                        last,
                        RowState.PENDING.code(),
                        run.service(),
                        RowState.SUCCEEDED.code(),
                        RowState.REUSED.code())
                .query(row -> {
                    updates.add(update(RowState.REUSED, row.getLong("leader"), row.getLong("row_key")));
                });
        return move(updates);
    }

    /**
     * Finds for each pending row an equal one of another run at the same service that was bought and not got yet: its
     * purchase is to be taken over. A row that is in doubt only since another is, is no origin of doubt itself.
     *
     * @param doubtToo whether rows equal to one that may have been bought become unknown too
     */
    public List<LedgerEvent> takeOvers(boolean doubtToo) {
        return jdbc.sql("""
                        select n.row_key, n.attempt, n.p_state, p.request_id, p.submitted_at, p.intent_at, o.id, r.id run_id
                        from (select s.row_key, s.attempt, min(sp.state) p_state, max(os.row_key) other
                              from row_state s
                              left join purchase sp on sp.row_key = s.row_key and sp.attempt = s.attempt
                              join row_input i on i.row_key = s.row_key
                              join row_input oi on oi.input_key = i.input_key and (oi.row_key <= ? or oi.row_key > ?)
                              join row_state os on os.row_key = oi.row_key
                              join purchase op on op.row_key = os.row_key and op.attempt = os.attempt
                              join run r on r.number = oi.row_key / 4294967296
                              where s.state = ? and s.row_key > ? and s.row_key <= ? and r.service = ?
                                and (os.state in (?, ?, ?, ?) or (? and (os.state = ? or (os.state = ? and op.sends > 0))))
                              group by s.row_key, s.attempt) n
                        join row_state os on os.row_key = n.other
                        join row_input o on o.row_key = n.other
                        join run r on r.number = n.other / 4294967296
                        join purchase p on p.row_key = n.other and p.attempt = os.attempt""")
                .params(
                        first,
                        last,
                        RowState.PENDING.code(),
                        first,
                        last,
                        run.service(),
                        RowState.SUBMITTED.code(),
                        RowState.COMPLETED.code(),
                        RowState.TIMED_OUT.code(),
                        RowState.DOWNLOAD_FAILED.code(),
                        doubtToo,
                        RowState.SUBMITTING.code(),
                        RowState.UNKNOWN.code())
                .query((row, index) -> takenOver(
                        RowKey.of(row.getLong("row_key")),
                        WorkPages.nextAttempt(row),
                        row.getString("request_id"),
                        Instant.ofEpochMilli(Math.max(row.getLong("submitted_at"), row.getLong("intent_at"))),
                        "row " + row.getString("id") + " of run " + row.getString("run_id")))
                .list();
    }

    private static LedgerEvent takenOver(
            RowKey row, int attempt, @Nullable String requestId, Instant submittedAt, String whose) {
        if (requestId != null) {
            return new TakenOver(row, attempt, RowState.SUBMITTED, requestId, submittedAt, null);
        }
        Reason reason = new Reason(
                "SUBMIT_UNKNOWN", "equal to " + whose + ", whose submit may have been accepted; settle that one first");
        return new TakenOver(row, attempt, RowState.UNKNOWN, null, submittedAt, reason);
    }

    /** The other runs at this service that have equal rows still to be bought, by their ids. */
    public List<String> runsWithEqualPendingRows() {
        return jdbc.sql("""
                        select distinct r.id from row_state s
                        join row_input i on i.row_key = s.row_key
                        join row_input oi on oi.input_key = i.input_key and (oi.row_key <= ? or oi.row_key > ?)
                        join row_state os on os.row_key = oi.row_key
                        join run r on r.number = oi.row_key / 4294967296
                        where s.state = ? and s.row_key > ? and s.row_key <= ? and os.state = ? and r.service = ?
                        order by r.id""")
                .params(first, last, RowState.PENDING.code(), first, last, RowState.PENDING.code(), run.service())
                .query(String.class)
                .list();
    }

    /**
     * Rows that are to share pictures and have none yet: reused ones, or followers whose leader has pictures.
     *
     * @param state REUSED or FOLLOWER
     * @param after the row number to start behind
     */
    public List<SharedRow> toShare(RowState state, int after, int most) {
        List<Sharing> rows = jdbc.sql("""
                        select s.row_key, s.attempt, s.leader, i.id, i.kept, i.named_by_hash, r.output, p.request_id
                        from row_state s
                        join row_input i on i.row_key = s.row_key
                        join row_state l on l.row_key = s.leader
                        left join purchase p on p.row_key = s.leader and p.attempt = l.attempt
                        join run r on r.number = s.leader / 4294967296
                        where s.state = ? and s.row_key > ? and s.row_key <= ? and l.state in (?, ?)
                          and not exists (select 1 from picture own where own.row_key = s.row_key)
                        order by s.row_key limit ?""")
                .params(state.code(), first + after, last, RowState.SUCCEEDED.code(), RowState.REUSED.code(), most)
                .query((row, index) -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    NamedRow name = WorkPages.named(key, row, json);
                    Path output = Path.of(row.getString("output"));
                    return new Sharing(
                            key,
                            row.getInt("attempt"),
                            name,
                            row.getLong("leader"),
                            output,
                            row.getString("request_id"));
                })
                .list();
        List<SharedRow> shared = new ArrayList<>();
        for (Sharing row : rows) {
            shared.add(new SharedRow(row.key, row.attempt, row.name, row.output, pictures(row.leader), row.requestId));
        }
        return shared;
    }

    /** Takes back a reuse, or a following, whose pictures turned out to be gone: the row is bought. */
    public void notReusable(RowKey row) {
        batch.update(
                "update row_state set state = ?, leader = null, changed_at = ? where row_key = ? and state in (?, ?)",
                RowState.PENDING.code(),
                clock.millis(),
                row.value(),
                RowState.REUSED.code(),
                RowState.FOLLOWER.code());
    }

    private List<Picture> pictures(long key) {
        return jdbc.sql("select * from picture where row_key = ? order by n")
                .param(key)
                .query(Outcomes::toPicture)
                .list();
    }

    private List<Candidate> candidates(String hash) {
        return jdbc.sql("select i.row_key, i.id, i.line from row_input i join (select " + hash
                        + " h from row_input where row_key > ? and row_key <= ? group by " + hash
                        + " having count(*) > 1) g on g.h = i." + hash
                        + " where i.row_key > ? and i.row_key <= ? order by i.row_key")
                .params(first, last, first, last)
                .query((row, index) -> new Candidate(row.getLong("row_key"), row.getString("id"), row.getLong("line")))
                .list();
    }

    private Object[] update(RowState state, @Nullable Long leader, long key) {
        return new Object[] {state.code(), leader, clock.millis(), key, RowState.PENDING.code()};
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

    private record Candidate(long key, String id, long line) {}

    private record Sharing(
            RowKey key,
            int attempt,
            NamedRow name,
            long leader,
            Path output,
            @Nullable String requestId) {}
}
