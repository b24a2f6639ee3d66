package dev.darkroom.pace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * A pace, such as 2 in a second.
 *
 * @param count how many, more than 0; may be a fraction
 * @param per in which time
 */
public record Rate(BigDecimal count, Duration per) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    public Rate {
        Objects.requireNonNull(count, "count is null");
        Objects.requireNonNull(per, "per is null");
        if (count.signum() <= 0 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a rate is more than 0");
        }
        if (nanos(count, per) < 1) {
            throw new IllegalArgumentException("a rate is at most one in a nanosecond");
        }
    }

    /** The time from one to the next when they are evenly spaced, rounded down to the nanosecond. */
    public Duration interval() {
        return Duration.ofNanos(nanos(count, per));
    }

    /** The same pace as a number for one second. */
    public double perSecond() {
        return count.doubleValue() * NANOS.doubleValue() / per.toNanos();
    }

    private static long nanos(BigDecimal count, Duration per) {
        return BigDecimal.valueOf(per.toNanos())
                .divide(count, 0, RoundingMode.DOWN)
                .longValueExact();
    }
}
