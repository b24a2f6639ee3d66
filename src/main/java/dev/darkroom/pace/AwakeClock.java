package dev.darkroom.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts no time in which the process stood still: stopped by a signal, or on a machine that slept. Such time is known
 * by nobody having read the clock: the loops of a run do so several times a second. Thread-safe.
 *
 * <p>Some systems count a machine's sleep in their monotonic clocks, and some do not.
 */
public final class AwakeClock implements MonotonicClock {

    /** The most that counts of a time in which nobody read the clock. */
    static final Duration MAX_GAP = Duration.ofSeconds(2);

    private final MonotonicClock clock;
    private MonotonicTime awake = new MonotonicTime(Duration.ZERO);
    private @Nullable MonotonicTime last;

    public AwakeClock(MonotonicClock clock) {
        this.clock = clock;
    }

    @Override
    public MonotonicTime withStops() {
        return clock.now();
    }

    @Override
    public synchronized MonotonicTime now() {
        MonotonicTime read = clock.now();
        Duration gap = last == null ? Duration.ZERO : last.until(read);
        last = read;
        awake = awake.plus(gap.compareTo(MAX_GAP) > 0 ? MAX_GAP : gap);
        return awake;
    }
}
