package dev.darkroom.submit;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;

/**
 * Waits before the service is asked for the first time while a pause lasts that it asked an earlier start for. Where
 * something is to be collected or downloaded nobody waits here: submits and polls keep to the pause by themselves, and
 * other hosts have asked for none.
 */
final class ServicePauseProbe implements PreflightProbe {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final CallRateLimiter submits;
    private final CallRateLimiter polls;
    private final ServiceCircuitBreaker circuitBreaker;
    private final ServiceProbe serviceProbe;
    private final Sleeper sleeper;

    /** @param serviceProbe knows what may end the waiting */
    ServicePauseProbe(
            RunLedger ledger,
            CallRateLimiter submits,
            CallRateLimiter polls,
            ServiceCircuitBreaker circuitBreaker,
            ServiceProbe serviceProbe,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.submits = submits;
        this.polls = polls;
        this.circuitBreaker = circuitBreaker;
        this.serviceProbe = serviceProbe;
        this.sleeper = sleeper;
    }

    /** Waits, or stops the run if the pause is longer than the job allows. */
    @Override
    public void check() throws InterruptedException {
        Duration left = submits.pauseLeft();
        Duration ofPolls = polls.pauseLeft();
        String message = circuitBreaker.keptPauseTooLongMessage(left.compareTo(ofPolls) > 0 ? left : ofPolls);
        if (message != null) {
            signals.stop(StopReason.PAUSED, message);
            return;
        }
        while (submits.paused() && !signals.submitsStopped() && isNothingElseToDo()) {
            sleeper.sleep(POLL_INTERVAL);
            serviceProbe.stopIfOverdue();
        }
    }

    private boolean isNothingElseToDo() {
        return ledger.count(RowState.SUBMITTED, RowState.COMPLETED) == 0;
    }
}
