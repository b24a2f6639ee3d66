package dev.darkroom.monitoring;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Measures how many rows ended in a second, over the last minute. Used by one thread at a time. */
public final class RecentRate {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long MIN_MILLIS = 1_000;

    private final MonotonicClock clock;
    private final Deque<RateSample> samples = new ArrayDeque<>();

    public RecentRate(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Takes note of how many there are by now; returns the rate, or null while none can be told. */
    synchronized @Nullable public BigDecimal now(long count) {
        MonotonicTime now = clock.now();
        samples.addLast(new RateSample(now, count));
        while (samples.size() > 2 && samples.getFirst().at.isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        RateSample first = samples.getFirst();
        long millis = first.at.until(now).toMillis();
        long ended = count - first.count;
        if (millis < MIN_MILLIS || ended <= 0) {
            return null;
        }
        return BigDecimal.valueOf(ended * 1_000.0 / millis).setScale(3, RoundingMode.HALF_UP);
    }

    private record RateSample(MonotonicTime at, long count) {}
}
