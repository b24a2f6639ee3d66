package dev.darkroom.ledger.spending;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the account held before a run's first purchase and when nothing more was bought, in USD, as the service told. The
 * difference need not be what the run cost: others may have bought, or paid in.
 *
 * @param beforeUsd null if it is not known
 * @param beforeAt when that was told
 * @param afterUsd likewise, at the end of the run's last process that asked
 * @param afterAt when that was told
 */
public record RunBalance(
        @Nullable BigDecimal beforeUsd,
        @Nullable Instant beforeAt,
        @Nullable BigDecimal afterUsd,
        @Nullable Instant afterAt) {

    /** Nothing is known. */
    public static final RunBalance NONE = new RunBalance(null, null, null, null);
}
