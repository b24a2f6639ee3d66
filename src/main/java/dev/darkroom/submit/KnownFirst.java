package dev.darkroom.submit;

import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Holds the first purchase back until the service has answered once for each request an earlier process left: what is
 * there is known before more is bought. A service that does not get round to it in a minute holds nobody up for longer.
 */
final class KnownFirst {

    private static final Duration MOST = Duration.ofMinutes(1);

    private final RunLedger ledger;
    private final InstantSource clock;
    private @Nullable Instant until;

    KnownFirst(RunLedger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Whether the first purchase has to wait still. */
    boolean holds() {
        if (until == null) {
            boolean nothingKnown = ledger.left(RowState.SUBMITTED) == 0 || ledger.left(RowState.PENDING) == 0;
            until = nothingKnown ? Instant.MIN : clock.instant().plus(MOST);
        }
        return clock.instant().isBefore(until) && !ledger.signals().knownAreAsked();
    }
}
