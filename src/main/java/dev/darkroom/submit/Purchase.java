package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.SubmitAnswer;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.LedgerException;
import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Away;
import dev.darkroom.pace.Gate;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One purchase: the intent is durable before the request leaves, and what came of it before anything else happens.
 *
 * <p>Nothing here is ever repeated: a request that may have reached the service is not sent again by itself.
 */
final class Purchase {

    private static final Logger log = LoggerFactory.getLogger(Purchase.class);
    private static final Duration PAUSE_IF_NONE_ASKED = Duration.ofSeconds(1);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final ImageService service;
    private final Estimates estimates;
    private final Gate gate;
    private final Away away;
    private final Sleeper sleeper;
    private final AtomicLong throttled = new AtomicLong();

    Purchase(RunLedger ledger, ImageService service, Estimates estimates, Gate gate, Away away, Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.service = service;
        this.estimates = estimates;
        this.gate = gate;
        this.away = away;
        this.sleeper = sleeper;
    }

    /** Buys the row once its slot has come; returns whether the row moved on. */
    boolean make(PendingRow row, Duration untilSlot) throws InterruptedException {
        if (!ledger.apply(new LedgerEvent.Intended(row.key(), row.attempt(), estimates.of(row)))) {
            ledger.spending().release(row.key());
            return false;
        }
        sleeper.sleep(untilSlot);
        if (signals.mustStay() || !gate.left().isZero()) {
            ledger.apply(new LedgerEvent.Released(row.key(), row.attempt(), false));
            return false;
        }
        return record(row, submit(row));
    }

    private SubmitAnswer submit(PendingRow row) throws InterruptedException {
        try {
            return service.submit(row.model(), row.input());
        } catch (InterruptedException e) {
            Reason reason = new Reason("NO_ANSWER", "the run was stopped before the service had answered");
            ledger.apply(new LedgerEvent.Lost(row.key(), row.attempt(), reason));
            throw e;
        }
    }

    private boolean record(PendingRow row, SubmitAnswer answer) {
        if (!(answer instanceof SubmitAnswer.NotSent)) {
            away.answered();
        }
        // First, so that no other row leaves while this answer is being written.
        heed(answer);
        try {
            LedgerEvent event = event(row, answer);
            return ledger.apply(event) && !(event instanceof LedgerEvent.Released);
        } catch (LedgerException e) {
            if (answer instanceof SubmitAnswer.Accepted yes) {
                log.error("row {} was bought as request {}, which could not be recorded", row.id(), yes.requestId());
            }
            throw e;
        }
    }

    private void heed(SubmitAnswer answer) {
        if (answer instanceof SubmitAnswer.Throttled no) {
            throttled.incrementAndGet();
            gate.shut(no.retryAfter() == null ? PAUSE_IF_NONE_ASKED : no.retryAfter());
        } else if (answer instanceof SubmitAnswer.NotSent) {
            gate.shut(away.failed());
            if (away.tooLong()) {
                signals.stop(StopReason.OUTAGE, "the service could not be reached for too long");
            }
        } else if (answer instanceof SubmitAnswer.AccountRefused no) {
            signals.stop(StopReason.ACCOUNT, "the service refuses this account: " + no.code() + ": " + no.words());
        }
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
        return new LedgerEvent.Released(row.key(), row.attempt(), sent);
    }

    /** How many submits were answered with "too many". */
    long throttled() {
        return throttled.get();
    }
}
