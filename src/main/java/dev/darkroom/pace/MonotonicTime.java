package dev.darkroom.pace;

import java.time.Duration;
import java.util.Objects;

/**
 * Marks a moment by the time that has passed since a start which nobody knows: only the distance of two of them means
 * something, and only within the process that took them. It can be neither stored nor shown.
 *
 * @param sinceStart may be negative
 */
public record MonotonicTime(Duration sinceStart) implements Comparable<MonotonicTime> {

    /** The time before all others. */
    public static final MonotonicTime MIN = new MonotonicTime(Duration.ofSeconds(Long.MIN_VALUE / 4));

    /** The time after all others. */
    public static final MonotonicTime MAX = new MonotonicTime(Duration.ofSeconds(Long.MAX_VALUE / 4));

    public MonotonicTime {
        Objects.requireNonNull(sinceStart, "sinceStart is null");
    }

    public MonotonicTime plus(Duration time) {
        return new MonotonicTime(sinceStart.plus(time));
    }

    public MonotonicTime minus(Duration time) {
        return new MonotonicTime(sinceStart.minus(time));
    }

    /** Returns how much later the other is, negative if it is earlier. */
    public Duration until(MonotonicTime other) {
        return other.sinceStart.minus(sinceStart);
    }

    public boolean isBefore(MonotonicTime other) {
        return compareTo(other) < 0;
    }

    public boolean isAfter(MonotonicTime other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(MonotonicTime other) {
        return sinceStart.compareTo(other.sinceStart);
    }
}
