package dev.darkroom.collect;

import dev.darkroom.ledger.JobTimes;
import dev.darkroom.ledger.SubmittedRow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being watched, and what was seen of it so far. Times count from when this process began to watch,
 * since time in which nobody looked counts for no timeout. One thread at a time has it in hand.
 */
final class Watch {

    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final double GROWTH = 1.5;

    private final SubmittedRow row;
    private final Instant since;
    private @Nullable Instant started;
    private @Nullable Instant workingSince;
    private Duration step = Duration.ZERO;
    private int gone;
    private int lost;
    private @Nullable Instant unclearSince;
    private boolean cancelling;
    private boolean answered;

    Watch(SubmittedRow row, Instant now) {
        this.row = row;
        this.since = now;
        this.started = row.started();
    }

    SubmittedRow row() {
        return row;
    }

    /** The service said something about it, whatever that was. */
    void answered() {
        answered = true;
    }

    boolean wasAnswered() {
        return answered;
    }

    /** There was no answer; returns how often in a row. */
    int lost() {
        return ++lost;
    }

    /** Nothing usable was heard of it; returns for how long by now. */
    Duration unclear(Instant now) {
        if (unclearSince == null) {
            unclearSince = now;
        }
        return Duration.between(unclearSince, now);
    }

    private void seen() {
        gone = 0;
        lost = 0;
        unclearSince = null;
    }

    /** It was seen in progress. */
    void working(Instant now) {
        seen();
        if (started == null) {
            started = now;
        }
        if (workingSince == null) {
            workingSince = now;
        }
    }

    /** It was seen waiting. */
    void waiting() {
        seen();
    }

    /** The service did not know it; returns how often in a row. */
    int gone() {
        return ++gone;
    }

    void cancelling() {
        cancelling = true;
    }

    boolean wasCancelled() {
        return cancelling;
    }

    Duration waited(Instant now) {
        return Duration.between(since, now);
    }

    Duration worked(Instant now) {
        return workingSince == null ? Duration.ZERO : Duration.between(workingSince, now);
    }

    JobTimes times(@Nullable Instant finished) {
        return new JobTimes(started, finished);
    }

    /** The pause before the next look: it grows from a share of the usual time. */
    Duration nextStep(Duration usual) {
        Duration first = usual.dividedBy(4).compareTo(SHORTEST) < 0 ? SHORTEST : usual.dividedBy(4);
        step = step.isZero() ? first : Duration.ofMillis((long) (step.toMillis() * GROWTH));
        if (step.compareTo(LONGEST) > 0) {
            step = LONGEST;
        }
        return step;
    }
}
