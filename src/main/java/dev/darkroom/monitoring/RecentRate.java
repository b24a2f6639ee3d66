package dev.darkroom.monitoring;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Measures how many rows ended in a second: over the last minute, or in the first two over the newer half of the time so
 * far, since a run that begins is slow. Used by one thread at a time.
 */
public final class RecentRate {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long MIN_MILLIS = 1_000;

    /** How many rows must have ended in the newer half for it to tell a rate by itself. */
    private static final long ENOUGH = 20;

    private final MonotonicClock clock;
    private final Deque<RateSample> samples = new ArrayDeque<>();
    private @Nullable MonotonicTime begun;

    public RecentRate(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Takes note of how many there are by now; returns the rate, or null while none can be told. */
    synchronized @Nullable public BigDecimal now(long count) {
        MonotonicTime now = clock.now();
        if (begun == null) {
            begun = now;
        }
        samples.addLast(new RateSample(now, count));
        while (samples.size() > 2 && samples.getFirst().at.isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        RateSample first = firstOf(begun.until(now), now, count);
        long millis = first.at.until(now).toMillis();
        long ended = count - first.count;
        if (millis < MIN_MILLIS || ended <= 0) {
            return null;
        }
        return BigDecimal.valueOf(ended * 1_000.0 / millis).setScale(3, RoundingMode.HALF_UP);
    }

    private RateSample firstOf(Duration sinceBegin, MonotonicTime now, long count) {
        MonotonicTime middle = now.minus(sinceBegin.dividedBy(2));
        return samples.stream()
                .filter(sample -> !sample.at.isBefore(middle) && count - sample.count >= ENOUGH)
                .findFirst()
                .filter(sample -> sample.at.until(now).toMillis() >= MIN_MILLIS)
                .orElse(samples.getFirst());
    }

    private record RateSample(MonotonicTime at, long count) {}
}
