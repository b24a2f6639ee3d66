package dev.darkroom.collect;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.CancelResponse;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.RetryIntervals;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls one request, and records its end.
 *
 * <p>A failed job is {@code completed} on status and {@code failed} on result, so only the result decides. A gateway's
 * error says nothing about the job, which runs on.
 */
final class RequestPoller {

    private static final Logger log = LoggerFactory.getLogger(RequestPoller.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

    /** The share of its model's requests that have ended at a request's age from which on it may be done too. */
    static final double LIKELY = 0.2;

    private final RunLedger ledger;
    private final ImageService service;
    private final PollRules rules;
    private final QueueLimit queueLimit;
    private final ModelDurations usualTimes;
    private final CompletionEvents endings;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final RetryIntervals retries;
    private final MonotonicClock clock;
    private final PauseJitter jitter;

    RequestPoller(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            QueueLimit queueLimit,
            ModelDurations usualTimes,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            MonotonicClock clock,
            PauseJitter jitter) {
        this.ledger = ledger;
        this.service = service;
        this.rules = rules;
        this.queueLimit = queueLimit;
        this.usualTimes = usualTimes;
        this.endings = new CompletionEvents(queueLimit, usualTimes, clock);
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.clock = clock;
        this.jitter = jitter;
        this.retries = new RetryIntervals(FIRST_PAUSE, MAX_PAUSE, jitter);
    }

    /** Polls once. */
    PollResult poll(PolledRequest request, CallPermit permit) throws InterruptedException {
        PollResult next = pollOnce(request, permit);
        request.plan(next.pause());
        return next;
    }

    private PollResult pollOnce(PolledRequest request, CallPermit permit) throws InterruptedException {
        SubmittedRow row = request.row();
        if (permit == CallPermit.TRIAL && !isThere(row.model())) {
            return PollResult.in(Duration.ZERO);
        }
        MonotonicTime sent = clock.now();
        request.polled(sent);
        JobResponse response = response(request);
        if (response instanceof JobResponse.JobUnclear unclear && unclear.lost()) {
            if (unclear.permanent()) {
                circuitBreaker.lostForGood(unclear.message());
            } else {
                circuitBreaker.lost();
            }
            return lost(request, unclear);
        }
        LedgerEvent end = endings.of(request, response);
        try {
            heed(request, response, sent);
        } finally {
            // What was answered is written, whatever becomes of the rest.
            if (end != null) {
                ledger.record(end);
                learnCost(row.model(), end);
            }
        }
        if (end != null) {
            return PollResult.ENDED;
        }
        return response instanceof JobResponse.PollThrottled
                ? PollResult.in(jitter.little(FIRST_PAUSE))
                : next(request, response);
    }

    private void learnCost(String model, LedgerEvent end) {
        if (end instanceof LedgerEvent.RequestCompleted completed) {
            ledger.accounts().dearestCosts().learn(model, completed.outputUrls().size(), completed.cost());
        }
    }

    /** Returns what the service says. A failure here is trouble of this request alone, which gives no usable response. */
    private JobResponse response(PolledRequest request) throws InterruptedException {
        String id = request.row().requestId();
        try {
            JobResponse response = isLikelyDone(request) ? service.result(id) : service.status(id);
            return response instanceof JobResponse.RequestDone ? service.result(id) : response;
        } catch (RuntimeException e) {
            log.info("asking for row {} failed", request.row().id(), e);
            return new JobResponse.JobUnclear("the call failed here: " + FailureText.of(e), false);
        }
    }

    private void heed(PolledRequest request, JobResponse response, MonotonicTime sent) {
        request.answered();
        circuitBreaker.answered();
        if (response instanceof JobResponse.PollThrottled no) {
            rateLimiter.throttled(sent, no.retryAfter());
            stopIfPausedTooLong(no.retryAfter());
        } else {
            rateLimiter.accepted();
            retries.earn();
        }
    }

    /** Checks the service first: one request may be ill while the service is well. */
    private boolean isThere(String model) throws InterruptedException {
        if (!service.isThere(model)) {
            circuitBreaker.probeFailed();
            stopIfAwayTooLong();
            return false;
        }
        circuitBreaker.answered();
        return true;
    }

    private void stopIfAwayTooLong() {
        if (circuitBreaker.isAwayTooLong()) {
            ledger.signals().stop(StopReason.OUTAGE, circuitBreaker.awayTooLongMessage());
        }
    }

    private void stopIfPausedTooLong(@Nullable Duration pause) {
        String message = circuitBreaker.pauseTooLongMessage(pause);
        if (message != null) {
            ledger.signals().stop(StopReason.OUTAGE, message);
        }
    }

    private boolean isLikelyDone(PolledRequest request) {
        return usualTimes.of(request.row().model()).ended(request.age(clock.now())) >= LIKELY;
    }

    private PollResult lost(PolledRequest request, JobResponse.JobUnclear unclear) {
        stopIfAwayTooLong();
        recordFailedCall(request, ServiceCall.POLL, new RowReason(ErrorCode.NO_ANSWER, unclear.message()));
        if (!ledger.signals().stopImmediately() && givesUp(request, unclear)) {
            return PollResult.ENDED;
        }
        return PollResult.in(retries.after(request.lost()));
    }

    /**
     * Times out a request that gave no usable response for as long as it may wait and run; it is polled again later.
     */
    private boolean givesUp(PolledRequest request, JobResponse.JobUnclear unclear) {
        Duration most = maxStay();
        if (circuitBreaker.message() != null || request.unclear(clock.now()).compareTo(most) < 0) {
            return false;
        }
        String message = "no usable answer for " + most.toSeconds()
                + " s; the request is kept and asked for again by the next resume: " + unclear.message();
        ledger.record(
                CompletionEvents.without(request, RowState.TIMED_OUT, new RowReason(ErrorCode.NO_STATE, message)));
        return true;
    }

    /** Returns how long a request is polled that neither ends nor can be ended. */
    private Duration maxStay() {
        return rules.queueTimeout().plus(rules.runTimeout());
    }

    private PollResult next(PolledRequest request, JobResponse response) throws InterruptedException {
        MonotonicTime now = clock.now();
        Duration before = request.ranAt();
        if (response instanceof JobResponse.PollAccountRefused no) {
            ledger.signals().stop(StopReason.ACCOUNT, AccountRefusal.message(no.code(), no.message()));
            return PollResult.GIVEN_UP;
        }
        if (response instanceof JobResponse.JobUnclear unclear && givesUp(request, unclear)) {
            return PollResult.ENDED;
        }
        if (response instanceof JobResponse.InQueue) {
            request.waiting(now);
            learnRunning(request, before);
            if (request.waited().compareTo(queueLimit.after()) >= 0) {
                return request.row().takenOver() ? leave(request) : cancel(request);
            }
        }
        if (response instanceof JobResponse.InProgress) {
            request.working(now);
            learnRunning(request, before);
            if (request.worked().compareTo(rules.runTimeout()) >= 0) {
                String message = "still at work after " + rules.runTimeout().toSeconds()
                        + " s; the request is kept and asked for again by the next resume";
                ledger.record(CompletionEvents.without(
                        request, RowState.TIMED_OUT, new RowReason(ErrorCode.RUN_TIMEOUT, message)));
                return PollResult.ENDED;
            }
        }
        return planned(request);
    }

    private void learnRunning(PolledRequest request, Duration before) {
        usualTimes.of(request.row().model()).ranOn(before, request.ranAt());
    }

    private PollResult planned(PolledRequest request) {
        Duration left = usualTimes.untilNextPoll(request, clock.now());
        return PollResult.in(left.compareTo(PollPlan.MIN_PAUSE) < 0 ? PollPlan.MIN_PAUSE : left);
    }

    /** Leaves the request at the service: another run may still wait for it, so it is not this one's to cancel. */
    private PollResult leave(PolledRequest request) {
        ledger.record(CompletionEvents.without(request, RowState.TIMED_OUT, QueueLimit.LEFT));
        return PollResult.ENDED;
    }

    private PollResult cancel(PolledRequest request) throws InterruptedException {
        request.cancelling();
        CancelResponse response = cancelled(request.row());
        if (response == CancelResponse.UNCLEAR) {
            recordFailedCall(
                    request,
                    ServiceCall.CANCEL,
                    new RowReason(ErrorCode.NO_ANSWER, "the service did not say whether it is cancelled"));
        }
        if (response == CancelResponse.CANCELLED) {
            ledger.record(CompletionEvents.without(request, RowState.CANCELLED, queueLimit.reason()));
            return PollResult.ENDED;
        }
        if (request.waited().compareTo(maxStay()) >= 0) {
            String message = "still waiting after " + maxStay().toSeconds()
                    + " s, and not to be cancelled; the request is kept and asked for again by the next resume";
            ledger.record(CompletionEvents.without(
                    request, RowState.TIMED_OUT, new RowReason(ErrorCode.NOT_CANCELLED, message)));
            return PollResult.ENDED;
        }
        return planned(request);
    }

    private CancelResponse cancelled(SubmittedRow row) throws InterruptedException {
        try {
            return service.cancel(row.requestId());
        } catch (RuntimeException e) {
            log.info("cancelling row {} failed", row.id(), e);
            return CancelResponse.UNCLEAR;
        }
    }

    private void recordFailedCall(PolledRequest request, ServiceCall call, RowReason reason) {
        SubmittedRow row = request.row();
        ledger.record(new LedgerEvent.CallFailed(row.key(), row.attempt(), RowState.SUBMITTED, call, reason));
    }
}
