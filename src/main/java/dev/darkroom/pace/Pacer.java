package dev.darkroom.pace;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** Hands out slots in time. Thread-safe. */
@FunctionalInterface
public interface Pacer {

    /** Far beyond any job: the limiter has a longest wait, and what is over it must never become no wait at all. */
    Duration LONGEST_WAIT = Duration.ofDays(36_500);

    /** Reserves the next free slot and returns how long it is until then; the caller sleeps that long. */
    Duration reserve();

    /**
     * One slot in each interval, never a burst: a period of several permits would let two periods' worth through at
     * its edge.
     */
    static Pacer evenly(String name, Duration interval) {
        RateLimiter limiter = RateLimiter.of(
                name,
                RateLimiterConfig.custom()
                        .limitForPeriod(1)
                        .limitRefreshPeriod(interval)
                        .timeoutDuration(LONGEST_WAIT)
                        .build());
        return () -> {
            long wait = limiter.reservePermission();
            if (wait < 0) {
                throw new IllegalStateException("no slot within " + LONGEST_WAIT);
            }
            return Duration.ofNanos(wait);
        };
    }
}
