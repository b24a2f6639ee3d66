package dev.darkroom.time;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A wall clock and a monotonic one that stand still until they are moved on, together or apart. Thread-safe. */
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

    /** Returns what the wall clock shows. */
    @Override
    public synchronized Instant instant() {
        return wall;
    }

    /** Returns what has passed, whatever the wall clock shows. */
    @Override
    public synchronized MonotonicTime now() {
        return passed;
    }

    /** Lets time pass. */
    public synchronized void advance(Duration time) {
        wall = wall.plus(time);
        passed = passed.plus(time);
    }

    /** Lets time pass until then. */
    public synchronized void advanceTo(MonotonicTime time) {
        advance(passed.until(time));
    }

    /** Sets the wall clock, forward or back, as somebody may; no time passes. */
    public synchronized void turnWall(Duration by) {
        wall = wall.plus(by);
    }

    /** Returns the time on a wall clock that nobody has set, such as that of a service elsewhere. */
    public InstantSource elsewhere() {
        return () -> START.plus(now().sinceStart());
    }
}
