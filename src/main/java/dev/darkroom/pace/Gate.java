package dev.darkroom.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stays shut until the latest time that anyone asked for. Thread-safe. */
public final class Gate {

    private final InstantSource clock;
    private Instant until = Instant.MIN;

    public Gate(InstantSource clock) {
        this.clock = clock;
    }

    public synchronized void shut(Duration time) {
        Instant asked = clock.instant().plus(time);
        if (asked.isAfter(until)) {
            until = asked;
        }
    }

    /** How long it stays shut; zero if it is open. */
    public synchronized Duration left() {
        Instant now = clock.instant();
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }
}
