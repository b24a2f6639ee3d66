package dev.darkroom.job;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.lending.WorkerEventListener;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.ServiceCircuitBreaker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has what workers met at the service count for the rate and the verdict on the service as if it had been met here. */
final class WorkerCalls implements WorkerEventListener {

    /** How late it is heard here, about, and how long a call takes besides. */
    private static final Duration HEARD_AFTER = Duration.ofMillis(200);

    private static final Duration SENT_AGO = HEARD_AFTER.multipliedBy(2);

    /** For so long refusals may come of calls that left before the first of them was heard of. */
    private static final Duration ONE_LESSON = Duration.ofSeconds(3);

    private final RunSignals signals;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final MonotonicClock clock;
    private volatile MonotonicTime nextLesson = MonotonicTime.MIN;

    WorkerCalls(
            RunSignals signals,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            MonotonicClock clock) {
        this.signals = signals;
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.clock = clock;
    }

    @Override
    public void heard(LedgerEvent event) {
        if (event instanceof LedgerEvent.SubmitAccepted || event instanceof LedgerEvent.SubmitRefused) {
            circuitBreaker.submitAnswered(clock.now().minus(SENT_AGO));
            rateLimiter.acceptedElsewhere(HEARD_AFTER);
        } else if (event instanceof LedgerEvent.SubmitReleased released && isThrottled(released.reason())) {
            throttled();
        } else if (event instanceof LedgerEvent.SubmitUnknown) {
            circuitBreaker.submitLost(clock.now().minus(SENT_AGO), true);
            if (circuitBreaker.losesSubmits()) {
                signals.stop(
                        StopReason.OUTAGE,
                        ServiceCircuitBreaker.MAX_LOST_SUBMITS
                                + " submits in a row, of all hosts, had no usable answer; each may have been billed, and going on"
                                + " may cost as many more");
            }
        }
    }

    /** Calls that several workers had under way when the service had enough of them are one lesson, not several. */
    private void throttled() {
        MonotonicTime now = clock.now();
        if (now.isBefore(nextLesson)) {
            return;
        }
        nextLesson = now.plus(ONE_LESSON);
        rateLimiter.throttledElsewhere(SENT_AGO, HEARD_AFTER, null);
    }

    private static boolean isThrottled(@Nullable RowReason reason) {
        return reason != null && reason.code().equals(RowReason.THROTTLED);
    }

    @Override
    public void refresh() {
        rateLimiter.refresh();
    }
}
