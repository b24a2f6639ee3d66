package dev.darkroom.pace;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.StateTransition;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the service is there, judged by its answers: lost connections and 5xx in a row, of whatever call, shut
 * it, and so do submits alone, which may fail while polls are answered. A refusal, of an account or of too many
 * calls, is an answer. While it is shut a single poll is let through now and then, and a single submit only after
 * the service has answered a free call. Thread-safe.
 *
 * <p>Counting, shutting, waiting and letting one through are the library's; each of its two circuit breakers tells
 * when its state changes. Two changes are made here, since one breaker cannot know of the other: submits shut as soon as
 * one is to be sent while the service is away, and any answer, whichever call it is of, shows that the service is there.
 */
public final class ServiceCircuitBreaker {

    /** The number of lost calls in a row that shut it. */
    public static final int SHUTS_AT = 5;

    /** The number of submits in a row without a usable answer that ends a run whose polls are answered. */
    public static final int MAX_LOST_SUBMITS = 10;

    /** The time for which it stays shut before the next trial. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    /** The time after which a service is given up that never answered and that waiting does not bring back. */
    public static final Duration MAX_HOPELESS = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(ServiceCircuitBreaker.class);

    private final MonotonicClock clock;
    private final Duration limit;
    private final CircuitBreakerRegistry registry;
    private final CircuitBreaker calls;
    private final CircuitBreaker submits;
    private final OutageTimer away;
    private final OutageTimer submitsAway;
    private MonotonicTime turned;
    private int lostSubmits;
    private boolean everAnswered;
    private @Nullable String permanentFault;

    /** @param limit how long the service may be away */
    public ServiceCircuitBreaker(MonotonicClock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.away = new OutageTimer(clock, limit);
        this.submitsAway = new OutageTimer(clock, limit);
        this.turned = clock.now();
        this.registry = CircuitBreakerRegistry.of(config(clock));
        this.calls = registry.circuitBreaker("calls");
        this.submits = registry.circuitBreaker("submits");
        calls.getEventPublisher().onStateTransition(event -> callsTurned(event.getStateTransition()));
        submits.getEventPublisher().onStateTransition(event -> submitsTurned(event.getStateTransition()));
    }

    private static CircuitBreakerConfig config(MonotonicClock clock) {
        return CircuitBreakerConfig.custom()
                .clock(new BreakerClock(clock))
                .currentTimestampFunction(time -> time.millis(), TimeUnit.MILLISECONDS)
                .slidingWindow(SHUTS_AT, SHUTS_AT, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .recordResult(Result.LOST::equals)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(INTERVAL)
                .build();
    }

    /** Returns the library's circuit breakers, for meters. */
    public CircuitBreakerRegistry registry() {
        return registry;
    }

    private void callsTurned(StateTransition turn) {
        if (turn == StateTransition.CLOSED_TO_OPEN) {
            log.warn("the service is away: nothing is sent until it answers again");
        } else if (turn.getToState() == State.CLOSED) {
            log.info("the service answers again");
        }
    }

    private void submitsTurned(StateTransition turn) {
        if (turn == StateTransition.CLOSED_TO_OPEN) {
            turned = clock.now();
            if (calls.getState() == State.CLOSED) {
                log.warn("submits find no service: none is sent until it answers again");
            }
        } else if (turn.getToState() == State.CLOSED) {
            turned = clock.now();
            log.info("the service takes submits again");
        }
    }

    /** Returns the longest time for which the service may be away. */
    public Duration limit() {
        return limit;
    }

    /** The permission for a call. */
    public enum CallPermit {
        /** The call may go. */
        GRANTED,
        /** This call alone may go, if the service answers the call for its model first. */
        TRIAL,
        /** The call must wait. */
        NONE
    }

    /** Acquires a permit to submit one row; whoever got it reports the outcome, or releases it. */
    public synchronized CallPermit acquireSubmitPermit() {
        if (calls.getState() != State.CLOSED && submits.getState() == State.CLOSED) {
            submits.transitionToOpenState();
        }
        return acquire(submits);
    }

    /** Returns whether a row that got its permit at some time may still go. */
    public synchronized boolean isStillValid(CallPermit permit) {
        return permit == CallPermit.TRIAL || (calls.getState() == State.CLOSED && submits.getState() == State.CLOSED);
    }

    /** Releases a permit that was not used. */
    public synchronized void release() {
        submits.releasePermission();
    }

    /** Notes that the free call before a trial was not answered. */
    public synchronized void trialFailed() {
        record(submits, Result.LOST);
        probeFailed();
    }

    /** Acquires a permit to poll one request; whoever got it reports the outcome. */
    public synchronized CallPermit acquirePollPermit() {
        return acquire(calls);
    }

    private static CallPermit acquire(CircuitBreaker breaker) {
        if (!breaker.tryAcquirePermission()) {
            return CallPermit.NONE;
        }
        return breaker.getState() == State.HALF_OPEN ? CallPermit.TRIAL : CallPermit.GRANTED;
    }

    /** Notes that a free call was answered, whatever the answer. */
    public synchronized void answered() {
        everAnswered = true;
        permanentFault = null;
        away.end();
        if (calls.getState() == State.OPEN) {
            calls.transitionToClosedState();
        } else {
            record(calls, Result.ANSWERED);
        }
    }

    /** Notes that a free call found no service. */
    public synchronized void lost() {
        permanentFault = null;
        probeFailed();
    }

    /** Notes that a free call found no service, without telling why: what is known of the reason stays. */
    public synchronized void probeFailed() {
        away.begin();
        record(calls, Result.LOST);
    }

    /**
     * Notes that a free call found no service for a reason that waiting does not mend, such as an unknown name.
     *
     * @param why the reason, for the user
     */
    public synchronized void lostForGood(String why) {
        lost();
        permanentFault = why;
    }

    /** Notes that a submit was answered, whatever the answer. */
    public synchronized void submitAnswered(MonotonicTime sent) {
        lostSubmits = 0;
        submitsAway.end();
        if (mayCount(sent)) {
            record(submits, Result.ANSWERED);
        }
        answered();
    }

    /**
     * Notes that a submit found no service.
     *
     * @param inDoubt whether it may have arrived
     */
    public synchronized void submitLost(MonotonicTime sent, boolean inDoubt) {
        submitsAway.begin();
        if (mayCount(sent)) {
            // What was on the wire when the service went away says nothing about submits alone.
            lostSubmits += inDoubt ? 1 : 0;
            record(submits, Result.LOST);
        }
        lost();
    }

    /**
     * Returns whether a submit counts; one that left before submits shut or opened tells nothing about the one row on
     * trial. That row itself always counts, whatever became of polls meanwhile: nothing else would end its trial.
     */
    private boolean mayCount(MonotonicTime sent) {
        return submits.getState() == State.CLOSED || !sent.isBefore(turned);
    }

    private static void record(CircuitBreaker breaker, Result result) {
        breaker.onResult(0, TimeUnit.MILLISECONDS, result);
    }

    /** Returns whether the service itself, not submitting alone, is away and may yet come back in time. */
    public synchronized boolean isAwaited() {
        return calls.getState() != State.CLOSED && away.isRunning() && !away.isOver();
    }

    /** Returns whether the service, or submitting, has been away for longer than it may. */
    public synchronized boolean isAwayTooLong() {
        return away.isOver() || submitsAway.isOver() || isHopeless();
    }

    /** Returns whether it is no use to wait: what once answered in this process may do so again. */
    private boolean isHopeless() {
        return permanentFault != null && !everAnswered && away.hasLasted(MAX_HOPELESS);
    }

    /**
     * Returns the message to a user if the service asks for a longer pause than it may be away, null if it does not.
     *
     * @param pause as it asks, null if it names none
     */
    public @Nullable String pauseTooLongMessage(@Nullable Duration pause) {
        return pause == null || pause.compareTo(limit) <= 0
                ? null
                : "the service asks for a pause of " + OutageTimer.shown(pause.truncatedTo(ChronoUnit.SECONDS))
                        + ", longer than outage-limit allows (" + OutageTimer.shown(limit)
                        + "). Start again when it is over";
    }

    /**
     * Returns the message to a user if a pause that an earlier start was asked for lasts for longer than the service may
     * be away, null if it does not.
     *
     * @param left of the pause
     */
    public @Nullable String keptPauseTooLongMessage(Duration left) {
        return left.compareTo(limit) <= 0
                ? null
                : "the service asked an earlier start for a pause, of which "
                        + OutageTimer.shown(left.truncatedTo(ChronoUnit.SECONDS))
                        + " are left, longer than outage-limit allows (" + OutageTimer.shown(limit)
                        + "). Start again later; if the service has taken it back, delete pauses.json in the workspace or,"
                        + " where the ledger is in PostgreSQL, what One pace in docs/many-hosts.md names";
    }

    /** Returns the message to a user if it has been. */
    public synchronized String awayTooLongMessage() {
        if (permanentFault != null && !everAnswered) {
            return "the service cannot be reached, and waiting does not help: " + permanentFault;
        }
        String allowed = "longer than outage-limit allows (" + OutageTimer.shown(limit) + ")";
        if (!away.isOver() && submitsAway.isRunning()) {
            return "the service answers questions, but submits have had no usable answer for "
                    + submitsAway.time() + ", " + allowed
                    + "; a further start may leave a few more rows unknown, so look at the service's status page first";
        }
        return "the service has been away for " + (away.isRunning() ? away.time() + ", " : "") + allowed;
    }

    /**
     * Returns whether so many submits in a row were lost that the next ones would be too, though polls are answered.
     */
    public synchronized boolean losesSubmits() {
        return lostSubmits >= MAX_LOST_SUBMITS;
    }

    /** Returns the message to a user while nothing is sent, or null while all is well. */
    public synchronized @Nullable String message() {
        if (calls.getState() != State.CLOSED && away.isRunning()) {
            return "the service has been away for " + away.time() + ", waiting for it";
        }
        if (submits.getState() != State.CLOSED && submitsAway.isRunning()) {
            return "submits have failed for " + submitsAway.time() + ", trying one at a time";
        }
        return null;
    }

    /** The outcome of a call, as the library is told. */
    private enum Result {
        ANSWERED,
        LOST
    }
}
