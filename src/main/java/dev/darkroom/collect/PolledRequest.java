package dev.darkroom.collect;

import dev.darkroom.ledger.rows.JobTimes;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request that is being polled, and what was seen of it so far. For timeouts only time counts in which the service
 * reported on it, see {@link ObservedTime}. One thread at a time works on it.
 */
final class PolledRequest {

    private static final Duration MIN = Duration.ofMillis(50);
    private static final Duration MAX = Duration.ofSeconds(15);
    private static final double GROWTH = 1.5;

    private final SubmittedRow row;
    private final MonotonicClock clock;
    private final MonotonicTime since;
    private final MonotonicTime sinceWithStops;
    private final Duration ageThen;
    private final ObservedTime reportedTime = new ObservedTime();
    private ObservedTime unreportedTime = new ObservedTime();
    private @Nullable Instant started;
    private @Nullable Duration reportedBeforeWork;
    private Duration step = Duration.ZERO;
    private int gone;
    private int lost;
    private boolean cancelling;
    private boolean answered;

    /** @param age how long ago it was submitted */
    PolledRequest(SubmittedRow row, Duration age, MonotonicClock clock) {
        this.row = row;
        this.clock = clock;
        this.since = clock.now();
        this.sinceWithStops = clock.withStops();
        this.ageThen = age;
        this.started = row.started();
    }

    SubmittedRow row() {
        return row;
    }

    /** Notes that the service has accepted it just now, which is its first report on it. */
    void accepted() {
        reportedTime.elapsed(since);
    }

    /** Plans the next poll after this pause. */
    void plan(Duration pause) {
        reportedTime.plan(pause);
        unreportedTime.plan(pause);
    }

    /** Returns how long ago it was submitted. */
    Duration age(MonotonicTime now) {
        return ageThen.plus(watched(now));
    }

    /** Returns how long this process has polled it. */
    Duration watched(MonotonicTime now) {
        return since.until(now);
    }

    /** Notes that the service said something about it, whatever that was. */
    void answered() {
        answered = true;
    }

    boolean wasAnswered() {
        return answered;
    }

    /** Counts a poll without an answer; returns how often in a row. */
    int lost() {
        return ++lost;
    }

    /** Counts an answer that is of no use; returns for how long there was no other. */
    Duration unclear(MonotonicTime now) {
        return unreportedTime.elapsed(now);
    }

    private void seen(MonotonicTime now) {
        gone = 0;
        lost = 0;
        unreportedTime = new ObservedTime();
        reportedTime.elapsed(now);
    }

    /** Notes that it was seen in progress. */
    void working(MonotonicTime now) {
        seen(now);
        if (started == null) {
            started = stamp();
        }
        if (reportedBeforeWork == null) {
            reportedBeforeWork = reportedTime.total();
        }
    }

    /** Notes that it was seen waiting. */
    void waiting(MonotonicTime now) {
        seen(now);
    }

    /** Counts that the service did not know it; returns how often in a row. */
    int gone() {
        return ++gone;
    }

    void cancelling() {
        cancelling = true;
    }

    boolean wasCancelled() {
        return cancelling;
    }

    Duration waited() {
        return reportedTime.total();
    }

    Duration worked() {
        return reportedBeforeWork == null ? Duration.ZERO : reportedTime.total().minus(reportedBeforeWork);
    }

    /**
     * Returns when it was seen in which state, counted from its submit, so that no clock that was set makes its times
     * absurd.
     *
     * @param finished by the service's clock, which may be ahead of ours
     */
    JobTimes times(@Nullable Instant finished) {
        Instant latest = stamp();
        return new JobTimes(started, finished != null && finished.isAfter(latest) ? latest : finished);
    }

    /** Returns what the wall clock would show if nobody had set it since the submit. */
    Instant stamp() {
        return row.submittedAt().plus(ageThen).plus(sinceWithStops.until(clock.withStops()));
    }

    /** Returns the pause before the next poll: it grows from a share of the usual time. */
    Duration nextStep(Duration usual) {
        Duration first = usual.dividedBy(4).compareTo(MIN) < 0 ? MIN : usual.dividedBy(4);
        step = step.isZero() ? first : Duration.ofMillis((long) (step.toMillis() * GROWTH));
        if (step.compareTo(MAX) > 0) {
            step = MAX;
        }
        return step;
    }
}
