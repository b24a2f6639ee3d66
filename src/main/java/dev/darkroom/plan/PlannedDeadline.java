package dev.darkroom.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;

/**
 * The time until which a start at this moment may submit.
 *
 * @param at in the zone in which it is told
 * @param requestsBefore about how many of the requests are submitted before it
 */
public record PlannedDeadline(ZonedDateTime at, long requestsBefore) {

    static PlannedDeadline of(ZonedDateTime at, Instant now, long requests, MinimumTime time) {
        long least = time.least().toMillis();
        long left = Math.max(0, Duration.between(now, at.toInstant()).toMillis());
        boolean all = left >= least;
        return new PlannedDeadline(at, all ? requests : (long) ((double) requests * left / least));
    }
}
