package dev.darkroom.collect;

import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells how long ago a request was submitted, by the stamp that is stored of it. The wall clock may have been set
 * since: no age is negative, and what was submitted after this process began is no older than the process. Thread-safe.
 */
final class SubmitAge {

    private final InstantSource wall;
    private final MonotonicClock clock;
    private final Instant stampAtStart;
    private final MonotonicTime start;

    SubmitAge(InstantSource wall, MonotonicClock clock) {
        this.wall = wall;
        this.clock = clock;
        this.stampAtStart = wall.instant();
        this.start = clock.now();
    }

    Duration of(SubmittedRow row) {
        Instant submitted = row.submittedAt();
        Duration age = Duration.between(submitted, wall.instant());
        if (!submitted.isBefore(stampAtStart)) {
            Duration running = start.until(clock.now());
            age = age.compareTo(running) > 0 ? running : age;
        }
        return age.isNegative() ? Duration.ZERO : age;
    }
}
