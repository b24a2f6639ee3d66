package dev.darkroom.collect;

import dev.darkroom.api.JobAnswer;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How requests end, by what the service says of them. */
final class Endings {

    /** A fresh id may not be known everywhere yet. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Duration MOST_SKEW = Duration.ofSeconds(5);
    private static final int GONE_FOR_GOOD = 3;
    private static final Duration LATEST_LESSON = Duration.ofMinutes(1);

    private final QueueLimit queueLimit;
    private final UsualTimes usualTimes;
    private final MonotonicClock clock;

    Endings(QueueLimit queueLimit, UsualTimes usualTimes, MonotonicClock clock) {
        this.queueLimit = queueLimit;
        this.usualTimes = usualTimes;
        this.clock = clock;
    }

    /** Returns the row's end, or null if the answer is none. */
    @Nullable
    LedgerEvent of(Watch watch, JobAnswer answer) {
        SubmittedRow row = watch.row();
        if (answer instanceof JobAnswer.Succeeded done) {
            learn(watch, done.finished());
            return new LedgerEvent.Completed(
                    row.key(), row.attempt(), done.outputUrls(), watch.times(done.finished()), done.cost());
        }
        if (answer instanceof JobAnswer.Failed failed) {
            Reason reason = new Reason(failed.code(), failed.words());
            return new LedgerEvent.Ended(
                    row.key(), row.attempt(), RowState.FAILED, reason, watch.times(failed.finished()), failed.cost());
        }
        if (answer instanceof JobAnswer.Cancelled cancelled) {
            Reason reason =
                    watch.wasCancelled() ? queueLimit.reason() : new Reason(ErrorCode.CANCELLED, cancelled.words());
            return without(watch, RowState.CANCELLED, reason);
        }
        if (answer instanceof JobAnswer.Gone no && lostForGood(watch)) {
            return without(watch, RowState.FAILED, new Reason(no.code(), no.words()));
        }
        return null;
    }

    private boolean lostForGood(Watch watch) {
        int times = watch.gone();
        // Its stamp may be by a clock that was set since, and what is said to be lost here is not asked for again.
        boolean fresh = watch.watched(clock.now()).compareTo(FRESH) < 0;
        return !fresh && times >= GONE_FOR_GOOD;
    }

    /**
     * Learns from the service's own time. Where it tells none, or its clock is plainly not ours, only what we saw is
     * left, which is never shorter than our own pause: a little less of it lets the pause shrink.
     */
    private void learn(Watch watch, @Nullable Instant finished) {
        SubmittedRow row = watch.row();
        Duration seen = watch.age(clock.now());
        boolean told = finished != null
                && !finished.isAfter(watch.stamp())
                && finished.isAfter(row.submittedAt().minus(MOST_SKEW));
        Duration took = told
                ? Duration.between(row.submittedAt(), finished)
                : seen.multipliedBy(4).dividedBy(5);
        if (told || seen.compareTo(LATEST_LESSON) < 0) {
            usualTimes.learn(row.model(), took);
        }
    }

    /** The end of a request that the service tells no more of. */
    static LedgerEvent without(Watch watch, RowState to, Reason reason) {
        SubmittedRow row = watch.row();
        return new LedgerEvent.Ended(row.key(), row.attempt(), to, reason, watch.times(null), null);
    }
}
