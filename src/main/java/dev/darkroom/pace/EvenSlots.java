package dev.darkroom.pace;

import java.time.Duration;

/**
 * Hands out slots in time, evenly spaced: two are never closer than the interval of the moment, and what was not used
 * does not add up. A limiter that counts permits in periods would let two come closer than that once after each pause.
 * Not thread-safe.
 */
final class EvenSlots {

    private final MonotonicClock clock;
    private MonotonicTime next = MonotonicTime.MIN;

    EvenSlots(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Returns how long until the next slot; zero if it may be taken now. */
    Duration untilNext() {
        MonotonicTime now = clock.now();
        return now.isBefore(next) ? now.until(next) : Duration.ZERO;
    }

    /** Takes the next slot and returns when it is. */
    MonotonicTime take(Duration interval) {
        MonotonicTime slot = clock.now().plus(untilNext());
        next = slot.plus(interval);
        return slot;
    }

    /** Moves the slot after the last one to at least {@code interval} from now. */
    void postpone(Duration interval) {
        MonotonicTime earliest = clock.now().plus(interval);
        if (next.isBefore(earliest)) {
            next = earliest;
        }
    }
}
