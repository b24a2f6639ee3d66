package dev.darkroom.faults;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A clock that runs so many times as fast; a run that is given it also sleeps by it. */
public final class FastClock implements MonotonicClock {

    /** The speed at which a minute passes in a second. */
    static final int MINUTE_IN_A_SECOND = 60;

    private final Instant start = Instant.now();
    private final @Nullable URI impatientOf;
    private volatile Pace pace;

    /** @param speed 1 for a clock like any other */
    public FastClock(int speed) {
        this(speed, null);
    }

    /** @param impatientOf the service that is not waited for as long as in earnest; null if it is */
    FastClock(int speed, @Nullable URI impatientOf) {
        this.pace = new Pace(System.nanoTime(), Duration.ZERO, speed);
        this.impatientOf = impatientOf;
    }

    int speed() {
        return pace.speed();
    }

    /** Goes on at another speed from here. */
    void goOnAt(int speed) {
        pace = new Pace(System.nanoTime(), now().sinceStart(), speed);
    }

    @Nullable
    URI impatientOf() {
        return impatientOf;
    }

    /** Returns the time by it, for stamps. */
    public InstantSource wall() {
        return () -> start.plus(now().sinceStart());
    }

    @Override
    public MonotonicTime now() {
        Pace current = pace;
        return new MonotonicTime(current.reached()
                .plus(Duration.ofNanos(System.nanoTime() - current.nanos()).multipliedBy(current.speed())));
    }

    /** How fast it runs since when. */
    private record Pace(long nanos, Duration reached, int speed) {}
}
