package dev.darkroom.ledger.history;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.verdicts.CurrentVerdict;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The verdicts of people on a run's pictures. */
public final class StoredReviews {

    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final RowVerdicts verdicts;
    private final RunRecord run;

    public StoredReviews(DataSource dataSource, RunRecord run) {
        this.jdbc = JdbcClient.create(dataSource);
        this.verdicts = new RowVerdicts(dataSource);
        this.run = run;
    }

    /**
     * Reads all that was said of some rows, by their numbers, in the order in which it was recorded. Rows of which nothing
     * was said are left out.
     */
    public Map<Long, List<RecordedVerdict>> of(Collection<Long> rows) {
        Map<Long, List<RecordedVerdict>> said = new HashMap<>();
        long first = RowKey.firstOf(run.number());
        for (List<Long> page : pages(rows)) {
            jdbc.sql("select * from verdict where row_key >= ? and row_key <= ? order by row_key, number")
                    .params(first + page.get(0), first + page.get(page.size() - 1))
                    .query(row -> {
                        said.computeIfAbsent(row.getLong("row_key") - first, key -> new ArrayList<>())
                                .add(RecordedVerdict.of(row));
                    });
        }
        said.keySet().retainAll(new TreeSet<>(rows));
        return said;
    }

    /**
     * Records verdicts durably; those that are recorded already are passed over. The ledger must have been caught up.
     *
     * @param verdicts by the rows' numbers, of each row in the order in which they are to be recorded
     * @return how many were recorded
     */
    public int record(RunLedger ledger, Map<Long, List<RecordedVerdict>> verdicts) {
        int recorded = 0;
        for (List<Long> page : pages(verdicts.keySet())) {
            recorded += ledger.applyAll(events(page, verdicts));
        }
        return recorded;
    }

    private List<ReviewRecorded> events(List<Long> page, Map<Long, List<RecordedVerdict>> verdicts) {
        Map<Long, List<RecordedVerdict>> before = of(page);
        List<ReviewRecorded> events = new ArrayList<>();
        long first = RowKey.firstOf(run.number());
        jdbc.sql("select row_key, state, attempt from row_state where row_key >= ? and row_key <= ? order by row_key")
                .params(first + page.get(0), first + page.get(page.size() - 1))
                .query(row -> {
                    RowKey key = RowKey.of(row.getLong("row_key"));
                    List<RecordedVerdict> history = before.getOrDefault((long) key.row(), List.of());
                    for (RecordedVerdict said : verdicts.getOrDefault((long) key.row(), List.of())) {
                        if (!isRecorded(said, history)) {
                            RowState state = RowState.of(row.getInt("state"));
                            events.add(ReviewRecorded.of(key, row.getInt("attempt"), state, said));
                        }
                    }
                });
        return events;
    }

    /**
     * Returns whether nothing has to be recorded for a verdict: this person's last word is the same, or a later one.
     *
     * @param history what is recorded of the row
     */
    public static boolean isRecorded(RecordedVerdict said, List<RecordedVerdict> history) {
        Optional<RecordedVerdict> own = CurrentVerdict.lastWord(
                history.stream().filter(each -> each.isBy(said.reviewer())).toList());
        return own.isPresent()
                && (said.repeats(own.get())
                        || said.decidedAt().isBefore(own.get().decidedAt()));
    }

    private static List<List<Long>> pages(Collection<Long> rows) {
        List<Long> sorted = new ArrayList<>(new TreeSet<>(rows));
        List<List<Long>> pages = new ArrayList<>();
        for (int from = 0; from < sorted.size(); from += PAGE) {
            pages.add(sorted.subList(from, Math.min(from + PAGE, sorted.size())));
        }
        return pages;
    }

    /** Counts the run's rows by what stands, and those that two or more people have judged. */
    public ReviewCount count() {
        List<RecordedVerdict> history = new ArrayList<>();
        Map<Verdict, Long> words = new EnumMap<>(Verdict.class);
        long[] state = new long[2];
        jdbc.sql("select * from verdict where row_key > ? and row_key <= ? order by row_key, number")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .query(row -> {
                    long key = row.getLong("row_key");
                    if (key != state[0]) {
                        state[1] += count(history, words);
                        history.clear();
                    }
                    state[0] = key;
                    history.add(RecordedVerdict.of(row));
                });
        state[1] += count(history, words);
        return new ReviewCount(
                words.getOrDefault(Verdict.APPROVED, 0L),
                words.getOrDefault(Verdict.REJECTED, 0L),
                words.getOrDefault(Verdict.WITHDRAWN, 0L),
                words.isEmpty() ? 0 : undecided(),
                state[1],
                verdicts.mayCarry(run) || hasInherited());
    }

    /** Returns whether runs that were deleted have handed verdicts on to rows of this one. */
    private boolean hasInherited() {
        return jdbc.sql("select 1 from verdict where row_key > ? and row_key <= ? and source like ? limit 1")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()), RecordedVerdict.HANDED_ON + "%")
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Counts a row by its last word, unless a run that was deleted has handed that on; returns 1 if two or more people have judged it. */
    private static long count(List<RecordedVerdict> history, Map<Verdict, Long> words) {
        CurrentVerdict.lastWord(history)
                .filter(last -> last.handedOnBy() == null)
                .ifPresent(last -> words.merge(last.verdict(), 1L, Long::sum));
        return CurrentVerdict.reviewers(history).size() > 1 ? 1 : 0;
    }

    /** Counts the rows that have pictures of their own, or of which somebody has said something, and no verdict that stands. */
    private long undecided() {
        return jdbc.sql(
                        "select count(*) from row_state s where s.row_key > ? and s.row_key <= ? and (s.state not in (?, ?)"
                                + " or exists (select 1 from verdict w where w.row_key = s.row_key))"
                                + " and exists (select 1 from picture p where p.row_key = s.row_key and p.n = 1)"
                                + " and not exists (select 1 from review v where v.row_key = s.row_key)")
                .params(RowKey.firstOf(run.number()), RowKey.lastOf(run.number()))
                .params(RowState.REUSED.code(), RowState.FOLLOWER.code())
                .query(Long.class)
                .single();
    }

    /**
     * The number of rows by their verdict.
     *
     * @param approved whose pictures are approved
     * @param rejected whose pictures are rejected
     * @param withdrawn which are undecided again since the last verdict was withdrawn
     * @param undecided which have pictures of their own, or of which somebody has said something, and no verdict that stands,
     *     the withdrawn included; 0 if nobody has said anything
     * @param byTwo which two or more people have judged, who gave their names
     * @param mayCarry whether some may have pictures that were judged in another run
     */
    public record ReviewCount(
            long approved, long rejected, long withdrawn, long undecided, long byTwo, boolean mayCarry) {

        /** Nobody has said anything. */
        public static final ReviewCount NONE = new ReviewCount(0, 0, 0, 0, 0, false);

        /** Returns whether somebody has said something of a row. */
        public boolean any() {
            return approved + rejected + withdrawn > 0;
        }

        /** Returns whether the results tell of verdicts. */
        public boolean areShown() {
            return any() || mayCarry;
        }
    }
}
