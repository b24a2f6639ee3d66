package dev.darkroom.collect;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Learns how long the requests of one model take from submit to end, and plans their polls by it.
 *
 * <p>What the service says of a request's time counts where it fits what was seen of it. Once it often does not, since
 * the service's clock is not ours or tells whole seconds alone, only what was seen counts. Thread-safe.
 */
final class ModelTimes {

    /** The number of ends and polls, at most, of which a plan may not know. */
    private static final int MAX_UNPLANNED = 128;

    /** The number of known ends and polls for each of which a plan may not know. */
    private static final int KNOWN_PER_UNPLANNED = 4;

    /** The number of ends from which on polls are saved. */
    private static final int ENOUGH = 20;

    private static final Duration MAX_MISFIT = Duration.ofMillis(50);
    private static final double MAX_MISFITS = 0.1;
    private static final double WEIGHT_OF_NEWEST = 0.05;

    private final LifeTable table = new LifeTable();
    private final AtomicBoolean planning = new AtomicBoolean();
    private volatile PollPlan plan;
    private double misfits;
    private int ends;
    private int planned;
    private int unplanned;

    /** @param earlier what requests took before this run, the newest last */
    ModelTimes(List<Duration> earlier) {
        earlier.forEach(took -> table.endedAt(Duration.ZERO, took));
        ends = earlier.size();
        planned = ends;
        PollPlan first = PollPlan.of(table.running(), null);
        plan = isMuchKnown() ? PollPlan.of(table.running(), first) : first;
    }

    private synchronized boolean isMuchKnown() {
        return ends >= ENOUGH;
    }

    /** Notes that a request ran on from one age to another. */
    void ranOn(Duration from, Duration to) {
        synchronized (this) {
            table.ranOn(from, to);
            unplanned++;
        }
        planAnew();
    }

    /**
     * Notes that a request has ended.
     *
     * @param running the last age at which it was seen to run; zero if it never was
     * @param seen the age at which its end was seen
     * @param told the age at which it ended by the service's clock; null if the service tells none
     */
    void ended(Duration running, Duration seen, @Nullable Duration told) {
        synchronized (this) {
            if (told != null && isBelieved(running, seen, told)) {
                table.endedAt(running, told);
            } else {
                table.endedBetween(running, seen);
            }
            ends++;
            unplanned++;
        }
        planAnew();
    }

    /** Where nothing was seen of it before its end, a time that fits says nothing of whether others are right. */
    private boolean isBelieved(Duration running, Duration seen, Duration told) {
        boolean fits = told.compareTo(running.minus(MAX_MISFIT)) >= 0 && told.compareTo(seen.plus(MAX_MISFIT)) <= 0;
        if (!fits || !running.isZero()) {
            misfits += WEIGHT_OF_NEWEST * ((fits ? 0 : 1) - misfits);
        }
        return fits && misfits < MAX_MISFITS;
    }

    /** Returns how long to wait after a poll at this age, or from the submit on if it is zero. */
    Duration pauseAfter(Duration polled) {
        return plan.pauseAfter(polled);
    }

    /** Returns which share of the requests have ended at this age. */
    double ended(Duration age) {
        return plan.ended(age);
    }

    /** Makes a new plan once enough is learned; meanwhile all others go by the last one and do not wait. */
    private void planAnew() {
        if (!planning.compareAndSet(false, true)) {
            return;
        }
        try {
            double[] running = news();
            if (running != null) {
                plan = PollPlan.of(running, isMuchKnown() ? plan : null);
            }
        } finally {
            planning.set(false);
        }
    }

    private synchronized double @Nullable [] news() {
        if (unplanned <= Math.min(MAX_UNPLANNED, planned / KNOWN_PER_UNPLANNED)) {
            return null;
        }
        planned += unplanned;
        unplanned = 0;
        return table.running();
    }
}
