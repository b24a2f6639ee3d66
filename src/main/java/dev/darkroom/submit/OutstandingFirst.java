package dev.darkroom.submit;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the first purchase back until the service has answered once for each request an earlier process left: what is
 * there is known before more is submitted. A service that does not get round to it in a minute holds nobody up for
 * longer.
 */
final class OutstandingFirst {

    private static final Duration MAX = Duration.ofMinutes(1);

    private final RunLedger ledger;
    private final MonotonicClock clock;
    private @Nullable MonotonicTime until;

    OutstandingFirst(RunLedger ledger, MonotonicClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Returns whether the first purchase still has to wait. */
    boolean holds() {
        if (until == null) {
            boolean nothingKnown =
                    ledger.work().left(RowState.SUBMITTED) == 0 || ledger.work().left(RowState.PENDING) == 0;
            until = nothingKnown ? MonotonicTime.MIN : clock.now().plus(MAX);
        }
        return clock.now().isBefore(until) && !ledger.signals().outstandingPolled();
    }
}
