package dev.darkroom.report;

import dev.darkroom.ledger.history.FailedCall;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.results.ErrorCounts;
import dev.darkroom.results.ErrorLine;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All that the page tells about a run's rows together, gathered in one pass. Not thread-safe. */
final class PageFigures {

    private static final int MAX_FLAGS = 50;

    private final Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
    private final Map<String, Long> flags = new TreeMap<>();
    private final ErrorCounts errors = new ErrorCounts();
    private final TimeLine timeLine = new TimeLine();
    private final LatencyStatistics queue = new LatencyStatistics();
    private final LatencyStatistics run = new LatencyStatistics();
    private final LatencyStatistics download = new LatencyStatistics();
    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private final BitSet judgedRows = new BitSet();
    private long judged;
    private long byTwo;
    private long toJudge;

    void add(PageRow row) {
        RowOutcome outcome = row.outcome();
        statuses.merge(outcome.status(), 1L, Long::sum);
        errors.add(outcome);
        toJudge += row.toJudge() ? 1 : 0;
        addVerdict(row);
        for (String flag : outcome.flags()) {
            String word = keyword(flag);
            if (flags.containsKey(word) || flags.size() < MAX_FLAGS) {
                flags.merge(word, 1L, Long::sum);
            }
        }
        if (outcome.attempts() > 0 && outcome.status() != RowStatus.REUSED) {
            addTimes(outcome);
        }
    }

    /** Counts what was said in this run; what was taken back, or said in another one, is no verdict of it. */
    private void addVerdict(PageRow row) {
        RowVerdict said = row.outcome().verdict();
        if (said == null || !said.isOwn() || said.last().verdict() == Verdict.WITHDRAWN) {
            return;
        }
        verdicts.merge(said.last().verdict(), 1L, Long::sum);
        judgedRows.set((int) row.outcome().number());
        judged += row.toJudge() ? 1 : 0;
        byTwo += said.reviewers().size() > 1 ? 1 : 0;
    }

    void add(FailedCall failedCall) {
        if (failedCall.reason().code().equals(RowReason.THROTTLED)) {
            timeLine.throttled(failedCall.at());
        }
    }

    /** Returns the keyword of a flag, which is a keyword, or a keyword and its figure. */
    static String keyword(String flag) {
        int sign = flag.indexOf('=');
        return sign < 0 ? flag : flag.substring(0, sign);
    }

    private void addTimes(RowOutcome row) {
        queue.add(row.queueMs());
        run.add(row.runMs());
        download.add(row.downloadMs());
        Instant submitted = row.submittedAt();
        if (submitted == null) {
            return;
        }
        timeLine.submitted(submitted);
        Instant completed = row.completedAt();
        if (completed != null) {
            timeLine.done(completed);
        }
    }

    Map<RowStatus, Long> statuses() {
        return statuses;
    }

    long rows() {
        return statuses.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of rows that bear each flag. */
    Map<String, Long> flags() {
        return flags;
    }

    List<ErrorLine> errors() {
        return errors.lines();
    }

    TimeLine timeLine() {
        return timeLine;
    }

    LatencyStatistics queue() {
        return queue;
    }

    LatencyStatistics run() {
        return run;
    }

    LatencyStatistics download() {
        return download;
    }

    /** The number of rows that a verdict was recorded of. */
    long verdicts(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    /** The number of rows that wait for a verdict and have one. */
    long judged() {
        return judged;
    }

    /** The number of rows that two or more people have judged. */
    long byTwo() {
        return byTwo;
    }

    /** A bit for each row by its number, set if a verdict is recorded, in Base64; null if there is none. */
    @Nullable
    String judgedRows() {
        return judgedRows.isEmpty() ? null : Base64.getEncoder().encodeToString(judgedRows.toByteArray());
    }

    /** The number of rows that wait for a person's verdict. */
    long toJudge() {
        return toJudge;
    }
}
