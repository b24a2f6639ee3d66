package dev.darkroom.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people decided about a run's pictures. */
public final class Reviews {

    private static final int PAGE = 1_000;
    private static final int LONGEST_NOTE = 4_000;

    private final JdbcClient jdbc;
    private final RunRecord run;

    public Reviews(DataSource dataSource, RunRecord run) {
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
    public int record(RunLedger ledger, Map<Long, Decided> decisions) {
        int recorded = 0;
        List<Long> rows = decisions.keySet().stream().sorted().toList();
        for (int from = 0; from < rows.size(); from += PAGE) {
            List<Long> page = rows.subList(from, Math.min(from + PAGE, rows.size()));
            recorded += ledger.applyAll(events(page, decisions));
        }
        return recorded;
    }

    private List<Reviewed> events(List<Long> page, Map<Long, Decided> decisions) {
        List<Reviewed> events = new ArrayList<>();
        long first = RowKey.firstOf(run.number());
        jdbc.sql("select s.row_key, s.state, s.attempt, v.rejected, v.note, v.reviewed_at from row_state s"
                        + " left join review v on v.row_key = s.row_key where s.row_key >= ? and s.row_key <= ?")
                .params(first + page.get(0), first + page.get(page.size() - 1))
                .query(row -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    Decided decided = decisions.get((long) key.row());
                    if (decided != null && !decided.isRecordedBy(Review.of(row))) {
                        RowState state = RowState.of(row.getInt("state"));
                        events.add(new Reviewed(key, row.getInt("attempt"), state, decided.rejected(), decided.note()));
                    }
                });
        return events;
    }

    /** How many rows are approved and how many rejected. */
    public Count count() {
        return jdbc.sql("select count(case when not rejected then 1 end) approved, count(case when rejected then 1 end)"
                        + " rejected from review where row_key > ? and row_key <= ?")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query((row, index) -> new Count(row.getLong("approved"), row.getLong("rejected")))
                .single();
    }

    /**
     * A decision.
     *
     * @param rejected whether the pictures will not do; else they are approved
     * @param note what was said about them, null if nothing; cut if it is longer than anybody reads
     */
    public record Decided(boolean rejected, @Nullable String note) {

        public Decided {
            if (note != null && note.length() > LONGEST_NOTE) {
                note = note.substring(0, LONGEST_NOTE);
            }
        }

        private boolean isRecordedBy(@Nullable Review review) {
            return review != null && review.rejected() == rejected && Objects.equals(review.note(), note);
        }
    }

    /** How many rows were judged so. */
    public record Count(long approved, long rejected) {}
}
