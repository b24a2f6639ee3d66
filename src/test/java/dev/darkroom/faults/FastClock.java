package dev.darkroom.faults;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock on which a minute passes in a second. */
final class FastClock implements InstantSource {

    static final int SPEED = 60;

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plus(Duration.ofNanos(System.nanoTime() - startNanos).multipliedBy(SPEED));
    }
}
