package dev.darkroom.ledger.history;

import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.StoredColumns;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Takes a run out of the ledger. Rows of other runs that share its pictures have their own, which later runs reuse, so
 * that nothing is purchased again because its first purchase was forgotten. May be done again after a crash at any
 * point.
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
    private final StoredTotals totals;
    private final RunRecord run;
    private final long first;
    private final long last;

    public RunRemoval(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.totals = new StoredTotals(dataSource);
        this.run = run;
        this.first = RowKey.firstOf(run.number());
        this.last = RowKey.lastOf(run.number());
    }

    /** Returns whether something that was paid for, or may have been, is not settled: then the run must stay. */
    public static boolean isPaidAndOpen(RowState state) {
        return PAID_AND_OPEN.contains(state);
    }

    /** Hands on every picture of the run. */
    public void pictures(Consumer<DownloadedPicture> consumer) {
        jdbc.sql("select * from picture where row_key > ? and row_key <= ? order by row_key, n")
                .params(first, last)
                .query(row -> {
                    consumer.accept(StoredColumns.toPicture(row, 0));
                });
    }

    /**
     * Lets go of rows of other runs that share pictures of this one. They keep the number of the row that made these:
     * it tells which of them have the same, and a row whose maker is gone stands for itself. So nothing has to be
     * written to them, however many nights shared the pictures. Rows that were to share a picture when their process
     * died are taken back: they are to be submitted.
     */
    public void release() {
        List<Integer> unfinished = jdbc.sql("select number from run where state <> 'FINISHED' and number <> ?")
                .param(run.number())
                .query(Integer.class)
                .list();
        for (int other : unfinished) {
            int taken = jdbc.sql("update row_state set state = ?, leader = null"
                            + " where state = ? and row_key > ? and row_key <= ? and leader > ? and leader <= ?"
                            + " and not exists (select 1 from picture p where p.row_key = row_state.row_key)")
                    .params(
                            RowState.PENDING.code(),
                            RowState.REUSED.code(),
                            RowKey.firstOf(other),
                            RowKey.lastOf(other),
                            first,
                            last)
                    .update();
            if (taken > 0) {
                totals.forget(other);
            }
        }
    }

    /**
     * Finds the verdicts that would be lost with the run, each as a verdict on the oldest copy of the picture that another
     * run has: what was rejected stays rejected, and what was approved approved unless somebody has judged a copy. Once
     * these are entered there are none.
     */
    public List<ReviewRecorded> inheritedVerdicts() {
        Map<Long, ReviewRecorded> inherited = new LinkedHashMap<>();
        for (RemovedVerdict row : standing()) {
            if (!isJudgedElsewhere(row)) {
                heir(row.maker).ifPresent(heir -> inherited.putIfAbsent(heir, inherited(heir, row.said)));
            }
        }
        return List.copyOf(inherited.values());
    }

    private ReviewRecorded inherited(long heir, RecordedVerdict said) {
        RecordedVerdict handedOn = new RecordedVerdict(
                said.verdict(),
                said.note(),
                said.reviewer(),
                said.decidedAt(),
                said.recordedAt(),
                said.handedOnBy() == null ? RecordedVerdict.HANDED_ON + run.id() : said.source());
        return jdbc.sql("select state, attempt from row_state where row_key = ?")
                .param(heir)
                .query((row, index) -> ReviewRecorded.of(
                        RowKey.of(heir), row.getInt("attempt"), RowState.of(row.getInt("state")), handedOn))
                .single();
    }

    /** Reads the verdicts that stand, rejections first: of two on one picture these count. */
    private List<RemovedVerdict> standing() {
        return jdbc.sql("select w.*, coalesce(s.leader, w.row_key) maker from review v"
                        + " join row_state s on s.row_key = v.row_key"
                        + " join verdict w on w.row_key = v.row_key"
                        + " and w.number = (select max(l.number) from verdict l where l.row_key = v.row_key)"
                        + " where v.row_key > ? and v.row_key <= ?"
                        + " order by case when v.rejected then 0 else 1 end, v.row_key")
                .params(first, last)
                .query((row, index) -> new RemovedVerdict(row.getLong("maker"), RecordedVerdict.of(row)))
                .list();
    }

    private boolean isJudgedElsewhere(RemovedVerdict row) {
        String judged = row.said.verdict() == Verdict.REJECTED
                ? "join review v on v.row_key = s.row_key and v.rejected"
                : "join verdict v on v.row_key = s.row_key";
        return isElsewhere(judged, "s.row_key = ?", row.maker) || isElsewhere(judged, "s.leader = ?", row.maker);
    }

    private boolean isElsewhere(String judged, String which, long maker) {
        return jdbc.sql("select count(*) from row_state s " + judged + " where " + which
                                + " and (s.row_key <= ? or s.row_key > ?)")
                        .params(maker, first, last)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private Optional<Long> heir(long maker) {
        Optional<Long> itself = heir("s.row_key = ?", maker);
        return itself.isPresent() ? itself : heir("s.leader = ?", maker);
    }

    private Optional<Long> heir(String which, long maker) {
        return jdbc.sql("select s.row_key from row_state s where " + which + " and (s.row_key <= ? or s.row_key > ?)"
                        + " and not exists (select 1 from review v where v.row_key = s.row_key)"
                        + " order by s.leader, s.row_key limit 1")
                .params(maker, first, last)
                .query(Long.class)
                .optional();
    }

    /** Deletes the run and its rows. */
    public void delete() {
        deleteEntries();
        long end = jdbc.sql("select coalesce(max(row_key), ?) from row_input where row_key > ? and row_key <= ?")
                .params(first, first, last)
                .query(Long.class)
                .single();
        for (String table :
                List.of("source", "review", "verdict", "picture", "tried", "purchase", "row_state", "row_input")) {
            for (long from = first; from < end; from += PAGE) {
                jdbc.sql("delete from " + table + " where row_key > ? and row_key <= ?")
                        .params(from, Math.min(end, from + PAGE))
                        .update();
            }
        }
        jdbc.sql("delete from journal_position where run = ?")
                .param(run.number())
                .update();
        totals.forget(run.number());
        jdbc.sql("delete from run where number = ?").param(run.number()).update();
    }

    /** What a crash leaves of the run counts as not entered. */
    private void deleteEntries() {
        jdbc.sql("update run set looked_up_rows = 0 where number = ?")
                .param(run.number())
                .update();
        long end = jdbc.sql("select coalesce(max(entry), ?) from row_look_up where entry > ? and entry < ?")
                .params(first, first, RowKey.firstOf(run.number() + 1))
                .query(Long.class)
                .single();
        for (long from = first; from < end; from += PAGE) {
            jdbc.sql("delete from row_look_up where entry > ? and entry <= ?")
                    .params(from, Math.min(end, from + PAGE))
                    .update();
        }
    }

    private record RemovedVerdict(long maker, RecordedVerdict said) {}
}
