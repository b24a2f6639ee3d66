package dev.darkroom.pace;

import java.time.Duration;

/**
 * Tells how much time has passed. Paces, pauses, schedules and timeouts count on it: nobody can set it, neither forward
 * nor back. What is stored or shown to people is stamped by the wall clock, an {@link java.time.InstantSource}.
 */
@FunctionalInterface
public interface MonotonicClock {

    MonotonicTime now();

    /**
     * Returns the same with the time in which the process stood still, as far as the machine counts it: for spans to be
     * shown.
     */
    default MonotonicTime withStops() {
        return now();
    }

    /** Returns the machine's own, which counts no time in which the process stood still. One is shared by a whole run. */
    static MonotonicClock system() {
        return new AwakeClock(() -> new MonotonicTime(Duration.ofNanos(System.nanoTime())));
    }
}
