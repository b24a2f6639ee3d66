package dev.darkroom.submit;

import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;

/**
 * Holds the first purchase back until the service has answered once for each request an earlier process left: what is
 * there is known before more is bought. A service that does not get round to it in a minute holds nobody up for longer.
 */
final class KnownFirst {

    private static final Duration MOST = Duration.ofMinutes(1);
    private static final Duration NAP = Duration.ofMillis(20);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Sleeper sleeper;

    KnownFirst(RunLedger ledger, Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.sleeper = sleeper;
    }

    /** Waits; called before anything is bought, while all that is at the service was left by an earlier process. */
    void await() throws InterruptedException {
        if (ledger.left(RowState.SUBMITTED) == 0 || ledger.left(RowState.PENDING) == 0) {
            return;
        }
        Duration left = MOST;
        while (!left.isNegative() && !left.isZero() && !signals.knownAreAsked() && !signals.noMoreSubmits()) {
            sleeper.sleep(NAP);
            left = left.minus(NAP);
        }
    }
}
