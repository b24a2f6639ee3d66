package dev.darkroom.faults;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock on which a minute passes in a second. */
final class FastClock implements MonotonicClock {

    static final int SPEED = 60;

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    /** What it is by it, for stamps. */
    InstantSource wall() {
        return () -> start.plus(now().sinceStart());
    }

    @Override
    public MonotonicTime now() {
        return new MonotonicTime(
                Duration.ofNanos(System.nanoTime() - startNanos).multipliedBy(SPEED));
    }
}
