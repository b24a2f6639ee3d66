package dev.darkroom.pace;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the service is there, judged by its answers: lost connections and 5xx in a row, of whatever call, shut it, and
 * so do submits alone, which may be ill while questions are answered. A refusal, of an account or of too many calls, is
 * an answer. While it is shut a single question is let through now and then, and a single submit only after the service
 * has answered a question. Thread-safe.
 */
public final class Breaker {

    /** So many in a row shut it. */
    public static final int SHUTS_AT = 5;

    /** So many submits in a row without a usable answer end a run whose questions are answered. */
    public static final int MOST_LOST_SUBMITS = 10;

    /** How long it stays shut before the next try. */
    public static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    private final MonotonicClock clock;
    private final Duration limit;
    private final CircuitBreaker calls;
    private final CircuitBreaker submits;
    private @Nullable MonotonicTime awaySince;
    private @Nullable MonotonicTime submitsAwaySince;
    private MonotonicTime turned;
    private int lostSubmits;

    /** @param limit how long the service may be away */
    public Breaker(MonotonicClock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        this.turned = clock.now();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .clock(new BreakerClock(clock))
                .currentTimestampFunction(time -> time.millis(), TimeUnit.MILLISECONDS)
                .slidingWindow(SHUTS_AT, SHUTS_AT, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(INTERVAL)
                .build();
        this.calls = CircuitBreaker.of("calls", config);
        this.submits = CircuitBreaker.of("submits", config);
    }

    /** How long the service may be away. */
    public Duration limit() {
        return limit;
    }

    /** What a call may do. */
    public enum Leave {
        /** It may go. */
        GRANTED,
        /** It alone may go, if the service answers the question for its model first. */
        TRIAL,
        /** It must wait. */
        NONE
    }

    /** Asks for leave to submit one row; whoever got it reports what came of it, or gives it back. */
    public synchronized Leave leaveToSubmit() {
        if (calls.getState() != State.CLOSED && submits.getState() == State.CLOSED) {
            submits.transitionToOpenState();
        }
        return leave(submits);
    }

    /** Whether a row that got its leave at some time may still go. */
    public synchronized boolean stillGrants(Leave leave) {
        return leave == Leave.TRIAL || (calls.getState() == State.CLOSED && submits.getState() == State.CLOSED);
    }

    /** The leave was not used. */
    public synchronized void giveBack() {
        submits.releasePermission();
    }

    /** The question before a trial was not answered. */
    public synchronized void trialFailed() {
        submits.onError(0, TimeUnit.MILLISECONDS, new Lost());
        lost();
    }

    /** Asks for leave to ask for one request; whoever got it reports what came of it. */
    public synchronized Leave leaveToAsk() {
        return leave(calls);
    }

    private static Leave leave(CircuitBreaker breaker) {
        if (!breaker.tryAcquirePermission()) {
            return Leave.NONE;
        }
        return breaker.getState() == State.HALF_OPEN ? Leave.TRIAL : Leave.GRANTED;
    }

    /** A question was answered, whatever the answer. */
    public synchronized void answered() {
        there();
        if (calls.getState() == State.OPEN) {
            calls.transitionToClosedState();
        } else {
            calls.onSuccess(0, TimeUnit.MILLISECONDS);
        }
    }

    /** A question found no service. */
    public synchronized void lost() {
        if (awaySince == null) {
            awaySince = clock.now();
        }
        State before = calls.getState();
        calls.onError(0, TimeUnit.MILLISECONDS, new Lost());
        if (before == State.CLOSED && calls.getState() == State.OPEN) {
            turned = clock.now();
            log.warn("the service is away: nothing is sent until it answers again");
        }
    }

    /** A submit was answered, whatever the answer. */
    public synchronized void submitAnswered(MonotonicTime sent) {
        lostSubmits = 0;
        submitsAwaySince = null;
        if (counts(sent)) {
            boolean shut = submits.getState() != State.CLOSED;
            submits.onSuccess(0, TimeUnit.MILLISECONDS);
            if (shut && submits.getState() == State.CLOSED) {
                turned = clock.now();
                log.info("the service takes submits again");
            }
        }
        answered();
    }

    /**
     * A submit found no service.
     *
     * @param inDoubt whether it may have arrived
     */
    public synchronized void submitLost(MonotonicTime sent, boolean inDoubt) {
        if (submitsAwaySince == null) {
            submitsAwaySince = clock.now();
        }
        if (counts(sent)) {
            // What was on the wire when the service went away says nothing about submits alone.
            lostSubmits += inDoubt ? 1 : 0;
            State before = submits.getState();
            submits.onError(0, TimeUnit.MILLISECONDS, new Lost());
            if (before == State.CLOSED && submits.getState() == State.OPEN) {
                turned = clock.now();
                log.warn("submits find no service: none is sent until it answers again");
            }
        }
        lost();
    }

    /** What left before it shut or opened tells nothing about the one row that is tried. */
    private boolean counts(MonotonicTime sent) {
        return submits.getState() == State.CLOSED || !sent.isBefore(turned);
    }

    private void there() {
        if (awaySince != null && calls.getState() != State.CLOSED) {
            log.info("the service answers again");
        }
        awaySince = null;
    }

    /** Whether the service itself, not submitting alone, is away and may yet come back in time. */
    public synchronized boolean awaited() {
        return calls.getState() != State.CLOSED && awaySince != null && !over(awaySince);
    }

    /** Whether the service, or submitting, has been away for longer than it may. */
    public synchronized boolean tooLong() {
        return over(awaySince) || over(submitsAwaySince);
    }

    /** What a user is told if it has been. */
    public synchronized String awayTooLong() {
        String allowed = "longer than outage-limit allows (" + shown(limit) + ")";
        if (!over(awaySince) && submitsAwaySince != null) {
            return "the service answers questions, but submits have had no usable answer for "
                    + timeSince(submitsAwaySince) + ", " + allowed
                    + "; each further start may cost a few rows more their certainty";
        }
        return "the service has been away for " + (awaySince == null ? "" : timeSince(awaySince) + ", ") + allowed;
    }

    private boolean over(@Nullable MonotonicTime since) {
        return since != null && since.until(clock.now()).compareTo(limit) > 0;
    }

    /** Whether so many submits in a row were lost that the next ones would be too, though questions are answered. */
    public synchronized boolean losesSubmits() {
        return lostSubmits >= MOST_LOST_SUBMITS;
    }

    /** What a user is told while nothing is sent, or null while all is well. */
    public synchronized @Nullable String words() {
        if (calls.getState() != State.CLOSED && awaySince != null) {
            return "the service has been away for " + timeSince(awaySince) + ", waiting for it";
        }
        if (submits.getState() != State.CLOSED && submitsAwaySince != null) {
            return "submits have failed for " + timeSince(submitsAwaySince) + ", trying one at a time";
        }
        return null;
    }

    private String timeSince(MonotonicTime since) {
        return shown(since.until(clock.now()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** Such as {@code 12m5s}. */
    private static String shown(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** What the library is told that a call failed of; nobody reads it. */
    private static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Lost() {
            super("lost", null, false, false);
        }
    }
}
