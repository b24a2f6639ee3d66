package dev.darkroom.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Slots in time, evenly spaced: two are never closer than the interval of the moment, and what was not used does not
 * add up. A limiter that counts permits in periods would let two come closer than that once after each pause. Not
 * thread-safe.
 */
final class Slots {

    private final InstantSource clock;
    private Instant next = Instant.MIN;

    Slots(InstantSource clock) {
        this.clock = clock;
    }

    /** How long until the next slot; zero if it may be taken now. */
    Duration untilNext() {
        Instant now = clock.instant();
        return now.isBefore(next) ? Duration.between(now, next) : Duration.ZERO;
    }

    /** Takes the next slot and returns when it is. */
    Instant take(Duration interval) {
        Instant slot = clock.instant().plus(untilNext());
        next = slot.plus(interval);
        return slot;
    }

    /** The slot after the last one is at least {@code interval} from now. */
    void postpone(Duration interval) {
        Instant earliest = clock.instant().plus(interval);
        if (next.isBefore(earliest)) {
            next = earliest;
        }
    }
}
