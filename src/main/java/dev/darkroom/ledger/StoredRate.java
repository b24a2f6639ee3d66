package dev.darkroom.ledger;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The pace at which a service was found to keep up.
 *
 * @param perSecond submits in a second, more than 0
 * @param at when that was found
 */
public record StoredRate(BigDecimal perSecond, Instant at) {

    public StoredRate {
        if (perSecond.signum() <= 0) {
            throw new IllegalArgumentException("a rate of " + perSecond + " is none");
        }
    }
}
