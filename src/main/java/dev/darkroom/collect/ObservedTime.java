package dev.darkroom.collect;

import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the time between polls. A gap counts for no more than twice the pause that was planned: where it is longer
 * nobody could poll, since the service was away, or the machine slept. Not thread-safe.
 */
final class ObservedTime {

    private static final int MAX_PAUSES = 2;

    private Duration total = Duration.ZERO;
    private Duration planned = Duration.ZERO;
    private boolean unplanned;
    private @Nullable MonotonicTime last;

    /** Counts a poll; returns how much time has been observed by now. */
    Duration elapsed(MonotonicTime now) {
        if (last != null) {
            Duration gap = last.until(now);
            Duration counted = planned.multipliedBy(MAX_PAUSES);
            total = total.plus(gap.compareTo(counted) > 0 ? counted : gap);
        }
        last = now;
        unplanned = true;
        return total;
    }

    /** Plans the pause after a poll; does nothing if one is planned already. */
    void plan(Duration pause) {
        if (unplanned) {
            planned = pause;
            unplanned = false;
        }
    }

    /** Changes the pause that is planned since the last poll. */
    void replan(Duration pause) {
        planned = pause;
    }

    Duration total() {
        return total;
    }
}
