package dev.darkroom.pace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Keeps count of calls that found no service, and says how long to wait before the next. Thread-safe. */
public final class Away {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 5;

    private final InstantSource clock;
    private final Duration limit;
    private @Nullable Instant since;
    private int failures;

    /** @param limit how long the service may be away */
    public Away(InstantSource clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** The service answered: it is there. */
    public synchronized void answered() {
        since = null;
        failures = 0;
    }

    /** Notes a failure and returns the pause after it, growing, with jitter. */
    public synchronized Duration failed() {
        if (since == null) {
            since = clock.instant();
        }
        Duration pause = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        Duration capped = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
        return capped.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121))
                .dividedBy(100);
    }

    /** Whether it has been away for longer than it may. */
    public synchronized boolean tooLong() {
        return since != null && clock.instant().isAfter(since.plus(limit));
    }
}
