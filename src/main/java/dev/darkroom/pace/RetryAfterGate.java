package dev.darkroom.pace;

import java.time.Duration;

/** Stays shut until the latest time that any call set. Thread-safe. */
final class RetryAfterGate {

    private final MonotonicClock clock;
    private MonotonicTime until = MonotonicTime.MIN;

    public RetryAfterGate(MonotonicClock clock) {
        this.clock = clock;
    }

    public synchronized void shut(Duration time) {
        MonotonicTime asked = clock.now().plus(time);
        if (asked.isAfter(until)) {
            until = asked;
        }
    }

    /** Returns how long it stays shut; zero if it is open. */
    public synchronized Duration left() {
        MonotonicTime now = clock.now();
        return now.isBefore(until) ? now.until(until) : Duration.ZERO;
    }
}
