package dev.darkroom.pace;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;

/** Hands out slots in time. Thread-safe. */
@FunctionalInterface
public interface Pacer {

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
                        .timeoutDuration(Duration.ofDays(1))
                        .build());
        return () -> Duration.ofNanos(Math.max(0, limiter.reservePermission()));
    }
}
