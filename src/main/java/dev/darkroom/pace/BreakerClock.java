package dev.darkroom.pace;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Shows the circuit breaker's library the monotonic clock as the one kind of clock that it knows. */
final class BreakerClock extends Clock {

    private final MonotonicClock clock;

    BreakerClock(MonotonicClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(clock.now().sinceStart());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
