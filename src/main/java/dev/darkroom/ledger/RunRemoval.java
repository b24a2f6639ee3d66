package dev.darkroom.ledger;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a run out of the ledger. Rows of other runs that share its pictures have their own: one of them becomes what
 * later runs reuse, so that nothing is bought again because its first purchase was forgotten. May be done again after a
 * crash at any point.
 */
public final class RunRemoval {

    private static final Set<RowState> PAID_AND_OPEN = EnumSet.of(
            RowState.SUBMITTING,
            RowState.SUBMITTED,
            RowState.COMPLETED,
            RowState.TIMED_OUT,
            RowState.DOWNLOAD_FAILED,
            RowState.UNKNOWN);

    private static final int PAGE = 10_000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final RunRecord run;
    private final long first;
    private final long last;

    public RunRemoval(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.batch = new JdbcTemplate(dataSource);
        this.run = run;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Whether something that was paid for, or may have been, is not settled: then the run must stay. */
    public static boolean isPaidAndOpen(RowState state) {
        return PAID_AND_OPEN.contains(state);
    }

    /** Hands on every picture of the run. */
    public void pictures(Consumer<Picture> consumer) {
        jdbc.sql("select * from picture where row_key > ? and row_key <= ? order by row_key, n")
                .params(first, last)
                .query(row -> {
                    consumer.accept(Outcomes.toPicture(row, 0));
                });
    }

    /** Makes rows of other runs that share the fate of one of this run's rows stand for themselves. */
    public void release() {
        handOnRejections();
        Map<Long, Long> heirs = new HashMap<>();
        long after = 0;
        List<Sharing> page = sharing(after);
        while (!page.isEmpty()) {
            List<Object[]> updates = new ArrayList<>();
            for (Sharing row : page) {
                updates.add(update(row, heirs));
                after = row.key;
            }
            batch.batchUpdate(
                    "update row_state set state = ?, leader = ?, code = coalesce(?, code), words = coalesce(?, words)"
                            + " where row_key = ?",
                    updates);
            page = sharing(after);
        }
    }

    /** A picture that was rejected here stays so where its copies are. */
    private void handOnRejections() {
        jdbc.sql("insert into review (row_key, rejected, note, reviewed_at)"
                        + " select s.row_key, v.rejected, v.note, v.reviewed_at from review v"
                        + " join row_state s on s.leader = v.row_key"
                        + " where v.rejected and v.row_key > ? and v.row_key <= ? and not (s.row_key > ? and s.row_key <= ?)"
                        + " and not exists (select 1 from review own where own.row_key = s.row_key)")
                .params(first, last, first, last)
                .update();
    }

    private static Object[] update(Sharing row, Map<Long, Long> heirs) {
        if (row.pictured) {
            Long heir = heirs.putIfAbsent(row.leader, row.key);
            return new Object[] {RowState.REUSED.code(), heir, null, null, row.key};
        }
        boolean ended = row.state != RowState.SUCCEEDED && row.state != RowState.REUSED;
        RowState state = ended ? row.state : RowState.PENDING;
        return new Object[] {state.code(), null, ended ? row.code : null, ended ? row.words : null, row.key};
    }

    private List<Sharing> sharing(long after) {
        return jdbc.sql("select s.row_key, s.leader, l.state, l.code, l.words,"
                        + " exists (select 1 from picture p where p.row_key = s.row_key) pictured from row_state s"
                        + " join row_state l on l.row_key = s.leader where s.row_key > ? and s.leader > ? and s.leader <= ?"
                        + " and not (s.row_key > ? and s.row_key <= ?) order by s.row_key limit ?")
                .params(after, first, last, first, last, PAGE)
                .query((row, index) -> new Sharing(
                        row.getLong("row_key"),
                        row.getLong("leader"),
                        RowState.of(row.getInt("state")),
                        row.getString("code"),
                        row.getString("words"),
                        row.getBoolean("pictured")))
                .list();
    }

    /** Deletes the run and its rows. */
    public void delete() {
        long end = jdbc.sql("select coalesce(max(row_key), ?) from row_input where row_key > ? and row_key <= ?")
                .params(first, first, last)
                .query(Long.class)
                .single();
        for (String table : List.of("source", "review", "picture", "tried", "purchase", "row_state", "row_input")) {
            for (long from = first; from < end; from += PAGE) {
                jdbc.sql("delete from " + table + " where row_key > ? and row_key <= ?")
                        .params(from, Math.min(end, from + PAGE))
                        .update();
            }
        }
        jdbc.sql("delete from journal_position where run = ?")
                .param(run.number())
                .update();
        jdbc.sql("delete from run where number = ?").param(run.number()).update();
    }

    private record Sharing(
            long key,
            long leader,
            RowState state,
            @Nullable String code,
            @Nullable String words,
            boolean pictured) {}
}
