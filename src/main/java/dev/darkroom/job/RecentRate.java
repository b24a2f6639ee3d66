package dev.darkroom.job;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How many rows came to their end in a second, over the last minute. Used by one thread at a time. */
final class RecentRate {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final long LEAST_MILLIS = 1_000;

    private final MonotonicClock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    RecentRate(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Takes note of how many there are by now; returns the rate, or null while none can be told. */
    synchronized @Nullable BigDecimal now(long count) {
        MonotonicTime now = clock.now();
        samples.addLast(new Sample(now, count));
        while (samples.size() > 2 && samples.getFirst().at.isBefore(now.minus(WINDOW))) {
            samples.removeFirst();
        }
        Sample first = samples.getFirst();
        long millis = first.at.until(now).toMillis();
        long ended = count - first.count;
        if (millis < LEAST_MILLIS || ended <= 0) {
            return null;
        }
        return BigDecimal.valueOf(ended * 1_000.0 / millis).setScale(3, RoundingMode.HALF_UP);
    }

    private record Sample(MonotonicTime at, long count) {}
}
