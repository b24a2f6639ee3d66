package dev.darkroom.time;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A wall clock and a monotonic one that stand still until they are told to go on, together or apart. Thread-safe.
 */
public final class SettableClock implements InstantSource, MonotonicClock {

    private static final Instant START = Instant.parse("2026-11-21T20:00:00Z");

    private Instant wall;
    private MonotonicTime passed = new MonotonicTime(Duration.ZERO);

    public SettableClock() {
        this(START);
    }

    public SettableClock(Instant wall) {
        this.wall = wall;
    }

    /** What the wall clock shows. */
    @Override
    public synchronized Instant instant() {
        return wall;
    }

    /** What has passed, whatever the wall clock shows. */
    @Override
    public synchronized MonotonicTime now() {
        return passed;
    }

    /** Time passes. */
    public synchronized void advance(Duration time) {
        wall = wall.plus(time);
        passed = passed.plus(time);
    }

    /** Time passes until then. */
    public synchronized void advanceTo(MonotonicTime time) {
        advance(passed.until(time));
    }

    /** Somebody sets the wall clock, forward or back; no time passes. */
    public synchronized void turnWall(Duration by) {
        wall = wall.plus(by);
    }

    /** The time on a wall clock that nobody has set, such as that of a service elsewhere. */
    public InstantSource elsewhere() {
        return () -> START.plus(now().sinceStart());
    }
}
