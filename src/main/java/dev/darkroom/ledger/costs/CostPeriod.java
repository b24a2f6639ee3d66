package dev.darkroom.ledger.costs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A span of time.
 *
 * @param since when it begins, on a quarter of an hour of UTC; null if it always was
 * @param until when it is over, likewise; null if it never is
 */
public record CostPeriod(@Nullable Instant since, @Nullable Instant until) {

    /** All times. */
    public static final CostPeriod ALWAYS = new CostPeriod(null, null);

    boolean has(Instant at) {
        return (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
    }
}
