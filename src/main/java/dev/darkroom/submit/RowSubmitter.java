package dev.darkroom.submit;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.SubmitResponse;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.CallSlot;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.picture.LocalPictureException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One purchase: the intent is durable before the request leaves, and what came of it before anything else happens.
 *
 * <p>Nothing here is ever repeated: a request that may have reached the service is not sent again by itself.
 */
final class RowSubmitter {

    /** The longest wait at once for another slot, since the run may be stopped meanwhile. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private static final String FAILED_HERE = "the request may have left before something failed here: ";

    private static final Logger log = LoggerFactory.getLogger(RowSubmitter.class);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final ImageService service;
    private final SentInput sentInput;
    private final CostEstimates estimates;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final MonotonicClock clock;
    private final Sleeper sleeper;
    private final LookAhead lookAhead = new LookAhead();

    RowSubmitter(
            RunLedger ledger,
            ImageService service,
            SentInput sentInput,
            CostEstimates estimates,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.service = service;
        this.sentInput = sentInput;
        this.estimates = estimates;
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** The time before a row's slot at which it is to be given to {@link #submit}. */
    Duration lookAhead() {
        return lookAhead.length();
    }

    /** Returns whether what the row needs can be sent; if not, this is called again later. */
    boolean isReady(PendingRow row) {
        return sentInput.isReady(row);
    }

    /** Submits the row once its slot has come; returns whether the row moved on. */
    boolean submit(PendingRow row, CallSlot slot, CallPermit permit) throws InterruptedException {
        if (permit == CallPermit.TRIAL && !isThere(row.model())) {
            ledger.accounts().release(row.key());
            ledger.work().giveBack(row.key());
            return false;
        }
        MonotonicTime start = clock.now();
        String input;
        try {
            input = sentInput.of(row);
        } catch (LocalPictureException wrong) {
            return refuse(row, wrong);
        } catch (PicturesAwayException wait) {
            log.debug("the pictures of row {} wait", row.id(), wait);
            giveBack(row);
            return false;
        } catch (IOException | RuntimeException away) {
            signals.failed(away, "the pictures of row " + row.id() + " could not be sent: " + FailureText.of(away));
            giveBack(row);
            return false;
        }
        if (!intend(row)) {
            return false;
        }
        MonotonicTime sent = null;
        try {
            lookAhead.wrote(start.until(clock.now()));
            sent = untilItLeaves(slot, permit);
        } finally {
            if (sent == null) {
                release(row);
            }
        }
        return sent != null && record(row, post(row, input), sent);
    }

    private boolean intend(PendingRow row) {
        boolean moved = ledger.record(
                new LedgerEvent.SubmitIntended(row.key(), row.attempt(), estimates.of(row), row.request()));
        if (!moved) {
            circuitBreaker.release();
            ledger.accounts().release(row.key());
        }
        return moved;
    }

    /** Ends a row of which a picture cannot be sent; nothing was. */
    private boolean refuse(PendingRow row, LocalPictureException wrong) {
        if (!intend(row)) {
            return false;
        }
        circuitBreaker.release();
        return ledger.record(
                new LedgerEvent.SubmitRefused(row.key(), row.attempt(), new RowReason(wrong.code(), wrong.message())));
    }

    /** Leaves a row as it is whose pictures could not be put where the service gets them. */
    private void giveBack(PendingRow row) {
        circuitBreaker.release();
        ledger.accounts().release(row.key());
        ledger.work().giveBack(row.key());
    }

    /**
     * Waits for the slot; returns when the row leaves, or null if it must stay. The intent, or the free call before a
     * trial, may have taken longer than there was time until the slot, and longer than it may be used where others have
     * slots after it: then the row waits for another.
     */
    private @Nullable MonotonicTime untilItLeaves(CallSlot first, CallPermit permit) throws InterruptedException {
        boolean leaves = leavesBy(first);
        while (!leaves && !mustStay(permit)) {
            Duration next = rateLimiter.untilNext();
            sleeper.sleep(next.compareTo(MAX_WAIT) < 0 ? next : MAX_WAIT);
            leaves = leavesBy(rateLimiter.takeSlot());
        }
        return !leaves || mustStay(permit) ? null : clock.now();
    }

    /** Waits until a row may leave by a slot; returns false if it came too late for it. */
    private boolean leavesBy(CallSlot slot) throws InterruptedException {
        Duration left = clock.now().until(slot.at());
        sleeper.sleep(left.isNegative() ? Duration.ZERO : left);
        Duration wait = rateLimiter.acquire(slot);
        if (wait == null) {
            return false;
        }
        sleeper.sleep(wait);
        return slot.isUsableAt(clock.now());
    }

    private boolean mustStay(CallPermit permit) {
        return signals.mustNotSend() || rateLimiter.paused() || !circuitBreaker.isStillValid(permit);
    }

    /** Releases a row that, whatever kept it here, was surely never sent: it must not come to be in doubt. */
    private void release(PendingRow row) {
        try {
            circuitBreaker.release();
        } finally {
            ledger.record(new LedgerEvent.SubmitReleased(row.key(), row.attempt(), false));
        }
    }

    /** Probes a service that may be away with a free call before a paid one. */
    private boolean isThere(String model) throws InterruptedException {
        if (!service.isThere(model)) {
            circuitBreaker.trialFailed();
            stopIfAwayTooLong();
            return false;
        }
        circuitBreaker.answered();
        return true;
    }

    private SubmitResponse post(PendingRow row, String input) throws InterruptedException {
        try {
            return service.submit(row.model(), input);
        } catch (InterruptedException e) {
            lose(row, "the run was stopped before the service had answered");
            throw e;
        } catch (RuntimeException e) {
            // It is this row's trouble; what hits every row stops the run as lost submits do.
            log.info("submitting row {} failed", row.id(), e);
            return new SubmitResponse.OutcomeUnknown(ErrorCode.NO_ANSWER.code(), FAILED_HERE + FailureText.of(e));
        } catch (Error e) {
            lose(row, FAILED_HERE + FailureText.of(e));
            throw e;
        }
    }

    private void lose(PendingRow row, String message) {
        ledger.record(
                new LedgerEvent.SubmitUnknown(row.key(), row.attempt(), new RowReason(ErrorCode.NO_ANSWER, message)));
    }

    private boolean record(PendingRow row, SubmitResponse response, MonotonicTime sent) {
        boolean moved;
        try {
            // First, so that no other row leaves while this answer is being written.
            applyResponse(response, sent);
        } finally {
            moved = write(row, response);
        }
        return moved;
    }

    private boolean write(PendingRow row, SubmitResponse response) {
        try {
            LedgerEvent event = SubmitEvents.of(row, response);
            return ledger.record(event) && !(event instanceof LedgerEvent.SubmitReleased);
        } catch (RuntimeException | Error e) {
            if (response instanceof SubmitResponse.RequestAccepted yes) {
                log.error("row {} was bought as request {}, which could not be recorded", row.id(), yes.requestId());
            }
            throw e;
        }
    }

    private void applyResponse(SubmitResponse response, MonotonicTime sent) {
        if (response instanceof SubmitResponse.NotSent) {
            circuitBreaker.submitLost(sent, false);
            stopIfAwayTooLong();
            return;
        }
        if (response instanceof SubmitResponse.OutcomeUnknown) {
            circuitBreaker.submitLost(sent, true);
            stopIfLosingRows();
            return;
        }
        circuitBreaker.submitAnswered(sent);
        if (response instanceof SubmitResponse.SubmitThrottled no) {
            rateLimiter.throttled(sent, no.retryAfter());
            stopIfPausedTooLong(no.retryAfter());
            return;
        }
        // Refused for what it says, a submit was not one too many.
        rateLimiter.accepted();
        if (response instanceof SubmitResponse.SubmitAccountRefused no) {
            signals.stop(StopReason.ACCOUNT, AccountRefusal.message(no.code(), no.message()));
        }
    }

    private void stopIfAwayTooLong() {
        if (circuitBreaker.isAwayTooLong()) {
            signals.stop(StopReason.OUTAGE, circuitBreaker.awayTooLongMessage());
        }
    }

    private void stopIfPausedTooLong(@Nullable Duration pause) {
        String message = circuitBreaker.pauseTooLongMessage(pause);
        if (message != null) {
            signals.stop(StopReason.OUTAGE, message);
        }
    }

    private void stopIfLosingRows() {
        if (circuitBreaker.losesSubmits()) {
            signals.stop(
                    StopReason.OUTAGE,
                    "the service answers questions, but " + ServiceCircuitBreaker.MAX_LOST_SUBMITS
                            + " submits in a row had no usable answer; each may have been billed, and going on may cost as many more");
        }
        stopIfAwayTooLong();
    }
}
