package dev.darkroom.report;

import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowOutcome;
import dev.darkroom.ledger.RowStatus;
import dev.darkroom.ledger.RowTry;
import dev.darkroom.results.ErrorLine;
import dev.darkroom.results.Errors;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that the page tells about a run's rows together, gathered in one pass. Not thread-safe. */
final class PageFigures {

    private static final int MOST_FLAGS = 50;

    private final Map<RowStatus, Long> statuses = new EnumMap<>(RowStatus.class);
    private final Map<String, Long> flags = new TreeMap<>();
    private final Errors errors = new Errors();
    private final TimeLine timeLine = new TimeLine();
    private final Latency queue = new Latency();
    private final Latency run = new Latency();
    private final Latency download = new Latency();
    private long toJudge;

    void add(PageRow row) {
        RowOutcome outcome = row.outcome();
        statuses.merge(outcome.status(), 1L, Long::sum);
        errors.add(outcome);
        toJudge += row.toJudge() ? 1 : 0;
        for (String flag : outcome.flags()) {
            String word = word(flag);
            if (flags.containsKey(word) || flags.size() < MOST_FLAGS) {
                flags.merge(word, 1L, Long::sum);
            }
        }
        if (outcome.attempts() > 0 && outcome.status() != RowStatus.REUSED) {
            addTimes(outcome);
        }
    }

    void add(RowTry tried) {
        if (tried.reason().code().equals(Reason.THROTTLED)) {
            timeLine.throttled(tried.at());
        }
    }

    /** A flag is a word, or a word and its figure. */
    static String word(String flag) {
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

    /** How many rows bear each flag. */
    Map<String, Long> flags() {
        return flags;
    }

    List<ErrorLine> errors() {
        return errors.lines();
    }

    TimeLine timeLine() {
        return timeLine;
    }

    Latency queue() {
        return queue;
    }

    Latency run() {
        return run;
    }

    Latency download() {
        return download;
    }

    /** How many rows wait for a person's verdict. */
    long toJudge() {
        return toJudge;
    }
}
