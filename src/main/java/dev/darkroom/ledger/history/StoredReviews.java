package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.ReviewDecision;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The decisions of people about a run's pictures. */
public final class StoredReviews {

    private static final int PAGE = 1_000;
    private static final int MAX_NOTE = 4_000;

    private final JdbcClient jdbc;
    private final RunRecord run;

    public StoredReviews(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.run = run;
    }

    /**
     * Records decisions durably, each in place of the row's earlier one; those that say what is recorded already are
     * passed over. The ledger must have been caught up.
     *
     * @param decisions by the rows' numbers
     * @return how many were recorded
     */
    public int record(RunLedger ledger, Map<Long, StoredDecision> decisions) {
        int recorded = 0;
        List<Long> rows = decisions.keySet().stream().sorted().toList();
        for (int from = 0; from < rows.size(); from += PAGE) {
            List<Long> page = rows.subList(from, Math.min(from + PAGE, rows.size()));
            recorded += ledger.applyAll(events(page, decisions));
        }
        return recorded;
    }

    private List<ReviewRecorded> events(List<Long> page, Map<Long, StoredDecision> decisions) {
        List<ReviewRecorded> events = new ArrayList<>();
        long first = RowKey.firstOf(run.number());
        jdbc.sql("select s.row_key, s.state, s.attempt, v.rejected, v.note, v.reviewed_at from row_state s"
                        + " left join review v on v.row_key = s.row_key where s.row_key >= ? and s.row_key <= ?")
                .params(first + page.get(0), first + page.get(page.size() - 1))
                .query(row -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    StoredDecision decided = decisions.get((long) key.row());
                    if (decided != null && !decided.isRecordedBy(ReviewDecision.of(row))) {
                        RowState state = RowState.of(row.getInt("state"));
                        events.add(new ReviewRecorded(
                                key, row.getInt("attempt"), state, decided.rejected(), decided.note()));
                    }
                });
        return events;
    }

    /** Counts the rows that are approved and those that are rejected. */
    public ReviewCount count() {
        return jdbc.sql("select count(case when not rejected then 1 end) approved, count(case when rejected then 1 end)"
                        + " rejected from review where row_key > ? and row_key <= ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query((row, index) -> new ReviewCount(row.getLong("approved"), row.getLong("rejected")))
                .single();
    }

    /**
     * A decision.
     *
     * @param rejected whether the pictures will not do; else they are approved
     * @param note what was said about them, null if nothing; cut if it is longer than anybody reads
     */
    public record StoredDecision(boolean rejected, @Nullable String note) {

        public StoredDecision {
            if (note != null && note.length() > MAX_NOTE) {
                note = note.substring(0, MAX_NOTE);
            }
        }

        private boolean isRecordedBy(@Nullable ReviewDecision review) {
            return review != null && review.rejected() == rejected && Objects.equals(review.note(), note);
        }
    }

    /** The number of rows with each decision. */
    public record ReviewCount(long approved, long rejected) {}
}
