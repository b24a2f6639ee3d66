package dev.darkroom.worker;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;

/** Knows whether this process lives, and whether it could work on a run now. Thread-safe. */
public final class WorkerHealth {

    /** The longest time between two signs of life; waiting for a database's answer takes some of it. */
    private static final Duration MAX_SILENCE = Duration.ofMinutes(2);

    private final MonotonicClock clock;
    private volatile MonotonicTime lastSign;
    private volatile boolean database;
    private volatile boolean stopping;

    public WorkerHealth(MonotonicClock clock) {
        this.clock = clock;
        this.lastSign = clock.now();
    }

    /** Gives a sign of life. */
    void lives() {
        lastSign = clock.now();
    }

    void databaseIs(boolean reachable) {
        database = reachable;
    }

    /** Notes that the process takes up no run any more. */
    void stops() {
        stopping = true;
    }

    /** Returns whether it has given a sign of life of late. */
    public boolean isAlive() {
        return lastSign.until(clock.now()).compareTo(MAX_SILENCE) < 0;
    }

    /** Returns whether it could take up a run: the database can be reached, though no run may have been in it yet. */
    public boolean isReady() {
        return database && !stopping;
    }
}
