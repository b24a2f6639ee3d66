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

    private final SubmittedRow row;
    private final MonotonicClock clock;
    private final MonotonicTime since;
    private final MonotonicTime sinceWithStops;
    private final Duration ageThen;
    private final ObservedTime reportedTime = new ObservedTime();
    private ObservedTime unreportedTime = new ObservedTime();
    private @Nullable Instant started;
    private @Nullable Duration reportedBeforeWork;
    private Duration polledAt = Duration.ZERO;
    private Duration ranAt = Duration.ZERO;
    private boolean followsPlan;
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

    /**
     * Notes that the service has accepted it just now, which is its first report on it.
     *
     * @param trial whether it is polled early on purpose
     */
    void accepted(boolean trial) {
        reportedTime.elapsed(since);
        followsPlan = !trial;
    }

    /** Notes that it is being polled; what comes next follows the plan only if this poll finds it running. */
    void polled(MonotonicTime sent) {
        polledAt = age(sent);
        followsPlan = false;
    }

    /** Returns its age at the last poll, zero if it was not polled. */
    Duration polledAt() {
        return polledAt;
    }

    /** Returns the last age at which it was seen to wait or to be worked on, zero if it was not. */
    Duration ranAt() {
        return ranAt;
    }

    /** Returns whether its next poll is by its model's plan: not if it is a retry, or is polled at once or early. */
    boolean followsPlan() {
        return followsPlan;
    }

    /** Plans the next poll after this pause. */
    void plan(Duration pause) {
        reportedTime.plan(pause);
        unreportedTime.plan(pause);
    }

    /** Plans the next poll for so long after the last one instead. */
    void replan(Duration pause) {
        reportedTime.replan(pause);
        unreportedTime.replan(pause);
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
        ranAt = polledAt;
        followsPlan = true;
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
}
