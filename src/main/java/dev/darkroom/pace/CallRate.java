package dev.darkroom.pace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Objects;

/**
 * A rate, such as 2 in a second.
 *
 * @param count how many, more than 0; may be a fraction
 * @param per in which time
 */
public record CallRate(BigDecimal count, Duration per) {

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal MAX =
            NANOS.multiply(BigDecimal.valueOf(Duration.ofDays(366).toSeconds()));
    private static final int MAX_SCALE = 30;

    public CallRate {
        Objects.requireNonNull(count, "count is null");
        Objects.requireNonNull(per, "per is null");
        if (count.signum() <= 0 || per.isNegative() || per.isZero()) {
            throw new IllegalArgumentException("a rate is more than 0");
        }
        if (Math.abs(count.scale()) > MAX_SCALE || !isUsable(nanos(count, per))) {
            throw new IllegalArgumentException("a rate is at most one in a nanosecond and at least one in a year");
        }
    }

    private static boolean isUsable(BigDecimal interval) {
        return interval.signum() > 0 && interval.compareTo(MAX) <= 0;
    }

    /** Returns the time from one to the next when they are evenly spaced, rounded down to the nanosecond. */
    public Duration interval() {
        return Duration.ofNanos(nanos(count, per).longValueExact());
    }

    /** Returns the same rate as a number for one second. */
    public double perSecond() {
        return count.doubleValue() * NANOS.doubleValue() / total(per).doubleValue();
    }

    private static BigDecimal nanos(BigDecimal count, Duration per) {
        return total(per).divide(count, 0, RoundingMode.DOWN);
    }

    /** Returns all nanoseconds of a time; {@link Duration#toNanos()} ends at 292 years. */
    private static BigDecimal total(Duration per) {
        return BigDecimal.valueOf(per.getSeconds()).multiply(NANOS).add(BigDecimal.valueOf(per.getNano()));
    }
}
