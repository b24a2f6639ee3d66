package dev.darkroom.submit;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.SubmitAnswer;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One purchase: the intent is durable before the request leaves, and what came of it before anything else happens.
 *
 * <p>Nothing here is ever repeated: a request that may have reached the service is not sent again by itself.
 */
final class Purchase {

    private static final Logger log = LoggerFactory.getLogger(Purchase.class);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final ImageService service;
    private final Estimates estimates;
    private final Pace pace;
    private final Breaker breaker;
    private final MonotonicClock clock;
    private final Sleeper sleeper;

    Purchase(
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            Pace pace,
            Breaker breaker,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.service = service;
        this.estimates = estimates;
        this.pace = pace;
        this.breaker = breaker;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Buys the row once its slot has come; returns whether the row moved on. */
    boolean make(PendingRow row, MonotonicTime slot, Leave leave) throws InterruptedException {
        if (leave == Leave.TRIAL && !isThere(row.model())) {
            ledger.spending().release(row.key());
            return false;
        }
        if (!ledger.apply(new LedgerEvent.Intended(row.key(), row.attempt(), estimates.of(row), row.request()))) {
            breaker.giveBack();
            ledger.spending().release(row.key());
            return false;
        }
        MonotonicTime sent = null;
        try {
            sent = untilItLeaves(slot, leave);
        } finally {
            if (sent == null) {
                release(row);
            }
        }
        return sent != null && record(row, submit(row), sent);
    }

    /** Waits for the slot; returns when the row leaves, or null if it must stay. */
    private @Nullable MonotonicTime untilItLeaves(MonotonicTime slot, Leave leave) throws InterruptedException {
        sleepUntil(slot);
        boolean stays = signals.mustStay() || pace.paused() || !breaker.stillGrants(leave);
        return stays ? null : clock.now();
    }

    /** Whatever kept it here, the row was surely never sent: it must not come to be in doubt. */
    private void release(PendingRow row) {
        try {
            breaker.giveBack();
        } finally {
            ledger.apply(new LedgerEvent.Released(row.key(), row.attempt(), false));
        }
    }

    /** The intent, or the question before a trial, may have taken longer than there was time until the slot. */
    private void sleepUntil(MonotonicTime slot) throws InterruptedException {
        Duration left = clock.now().until(slot);
        sleeper.sleep(left.isNegative() ? Duration.ZERO : left);
        sleeper.sleep(pace.leave());
    }

    /** A service that may be away is asked what costs nothing before it is sent what does. */
    private boolean isThere(String model) throws InterruptedException {
        if (!service.isThere(model)) {
            breaker.trialFailed();
            stopIfAwayTooLong();
            return false;
        }
        breaker.answered();
        return true;
    }

    private SubmitAnswer submit(PendingRow row) throws InterruptedException {
        try {
            return service.submit(row.model(), row.input());
        } catch (InterruptedException e) {
            lose(row, "the run was stopped before the service had answered");
            throw e;
        } catch (RuntimeException | Error e) {
            lose(row, "the request may have left before something failed here: " + e);
            throw e;
        }
    }

    private void lose(PendingRow row, String words) {
        ledger.apply(new LedgerEvent.Lost(row.key(), row.attempt(), new Reason(ErrorCode.NO_ANSWER, words)));
    }

    private boolean record(PendingRow row, SubmitAnswer answer, MonotonicTime sent) {
        boolean moved;
        try {
            // First, so that no other row leaves while this answer is being written.
            heed(answer, sent);
        } finally {
            moved = write(row, answer);
        }
        return moved;
    }

    private boolean write(PendingRow row, SubmitAnswer answer) {
        try {
            LedgerEvent event = event(row, answer);
            return ledger.apply(event) && !(event instanceof LedgerEvent.Released);
        } catch (RuntimeException | Error e) {
            if (answer instanceof SubmitAnswer.Accepted yes) {
                log.error("row {} was bought as request {}, which could not be recorded", row.id(), yes.requestId());
            }
            throw e;
        }
    }

    private void heed(SubmitAnswer answer, MonotonicTime sent) {
        if (answer instanceof SubmitAnswer.NotSent) {
            breaker.submitLost(sent, false);
            stopIfAwayTooLong();
            return;
        }
        if (answer instanceof SubmitAnswer.Unknown) {
            breaker.submitLost(sent, true);
            stopIfLosingRows();
            return;
        }
        breaker.submitAnswered(sent);
        if (answer instanceof SubmitAnswer.Accepted) {
            pace.accepted();
        } else if (answer instanceof SubmitAnswer.Throttled no) {
            pace.throttled(sent, no.retryAfter());
        } else if (answer instanceof SubmitAnswer.AccountRefused no) {
            signals.stop(StopReason.ACCOUNT, AccountRefusal.told(no.code(), no.words()));
        }
    }

    private void stopIfAwayTooLong() {
        if (breaker.tooLong()) {
            signals.stop(StopReason.OUTAGE, breaker.awayTooLong());
        }
    }

    private void stopIfLosingRows() {
        if (breaker.losesSubmits()) {
            signals.stop(
                    StopReason.OUTAGE,
                    "the service answers questions, but " + Breaker.MOST_LOST_SUBMITS
                            + " submits in a row had no usable answer; each may have been billed, and going on may cost as many more");
        }
        stopIfAwayTooLong();
    }

    private static LedgerEvent event(PendingRow row, SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.Accepted yes) {
            return new LedgerEvent.Accepted(row.key(), row.attempt(), yes.requestId());
        }
        if (answer instanceof SubmitAnswer.Refused no) {
            return new LedgerEvent.Refused(row.key(), row.attempt(), new Reason(no.code(), no.words()));
        }
        if (answer instanceof SubmitAnswer.Unknown lost) {
            return new LedgerEvent.Lost(row.key(), row.attempt(), new Reason(lost.code(), lost.words()));
        }
        boolean sent = !(answer instanceof SubmitAnswer.NotSent);
        return new LedgerEvent.Released(row.key(), row.attempt(), sent, whyReleased(answer));
    }

    private static Reason whyReleased(SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.AccountRefused no) {
            return new Reason(no.code(), no.words());
        }
        if (answer instanceof SubmitAnswer.NotSent no) {
            return new Reason(ErrorCode.NOT_SENT, no.words());
        }
        return new Reason(Reason.THROTTLED, "too many requests" + asked(answer));
    }

    private static String asked(SubmitAnswer answer) {
        return answer instanceof SubmitAnswer.Throttled no && no.retryAfter() != null
                ? "; the service asks for a pause of " + no.retryAfter().toSeconds() + " s"
                : "";
    }
}
