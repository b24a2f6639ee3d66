package dev.darkroom.jobfile.rules;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code deadline}: nothing is submitted after it. Exactly one of the two is given.
 *
 * @param after how long after the start
 * @param at the next such time of day
 */
public record DeadlineRule(
        @Nullable Duration after, @Nullable LocalTime at) {

    public DeadlineRule {
        if ((after == null) == (at == null)) {
            throw new IllegalArgumentException("a deadline is a duration or a time of day");
        }
    }

    /**
     * Returns the instant that is meant by a process that starts now, in the time zone of whoever wrote the time of
     * day. A time that the clocks skip is the one they show instead.
     */
    public Instant from(Instant start, ZoneId zone) {
        if (after != null) {
            return start.plus(after);
        }
        LocalTime time = Objects.requireNonNull(at, "at is null");
        ZonedDateTime now = start.atZone(zone);
        ZonedDateTime today = now.toLocalDate().atTime(time).atZone(zone);
        // In the night the clocks are set back an hour comes twice, and the second one may still be ahead.
        return Stream.of(today, today.withLaterOffsetAtOverlap())
                .filter(moment -> moment.isAfter(now))
                .findFirst()
                .orElseGet(() -> now.toLocalDate().plusDays(1).atTime(time).atZone(zone))
                .toInstant();
    }
}
