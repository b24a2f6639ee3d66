package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.Kind;
import dev.darkroom.jobfile.RetryRules;
import dev.darkroom.ledger.Call;
import dev.darkroom.ledger.CompletedRow;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.RetryIntervals;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the outputs of one row and records that they are in place. Whatever goes wrong costs nothing but time: what
 * was paid for stays in the ledger until it is fetched.
 */
final class Fetching {

    /** One "unknown" may be a slip of the service, and would give up what is paid for. */
    private static final int GONE_FOR_GOOD = 2;

    private static final String EXPIRED = ErrorCode.OUTPUT_EXPIRED.code();
    private static final Set<String> NOT_THERE = Set.of(ErrorCode.ofStatus(404), ErrorCode.ofStatus(410));

    private final RunLedger ledger;
    private final ImageService service;
    private final Delivery delivery;
    private final int mostAttempts;
    private final RetryIntervals retries;
    private final Pace pace;
    private final Breaker breaker;
    private final MonotonicClock clock;

    Fetching(
            RunLedger ledger,
            ImageService service,
            Delivery delivery,
            RetryRules rules,
            Pace pace,
            Breaker breaker,
            MonotonicClock clock,
            Jitter jitter) {
        this.ledger = ledger;
        this.service = service;
        this.delivery = delivery;
        this.mostAttempts = rules.attempts();
        this.pace = pace;
        this.breaker = breaker;
        this.clock = clock;
        this.retries = new RetryIntervals(rules.backoffFrom(), rules.backoffTo(), jitter);
    }

    /**
     * Tries once; returns the pause before the next try, or null if the row has come to its end.
     *
     * @throws DiskFullException if there is no room for an output; the row stays as it was
     */
    @Nullable
    Duration attempt(Download download) throws InterruptedException {
        CompletedRow row = download.row();
        int attempt = download.attempt();
        MonotonicTime start = clock.now();
        try {
            Delivery.Delivered delivered = delivery.deliver(row, download.urls());
            download.took(start.until(clock.now()));
            ledger.apply(delivered.event(download));
            pace.accepted();
            retries.earn();
            return null;
        } catch (FetchException e) {
            download.took(start.until(clock.now()));
            if (e.kind() == Kind.THROTTLED) {
                pace.throttled(start, e.retryAfter());
                return heldUp(download, e);
            }
            return failed(download, attempt, e);
        }
    }

    /** Breaks off what is being fetched; it is fetched again by the next start. */
    void breakOff() {
        delivery.breakOff();
    }

    /** A pause that the host asks for is no try, but a host that asks for no end of them is not waited for. */
    private @Nullable Duration heldUp(Download download, FetchException why) {
        Duration asked = why.retryAfter();
        Duration pause = asked == null || asked.compareTo(Pace.SHORTEST_PAUSE) < 0 ? Pace.SHORTEST_PAUSE : asked;
        if (download.heldUp(pause).compareTo(breaker.limit()) > 0) {
            String words = why.getMessage() + " for longer than outage-limit allows";
            end(download, RowState.DOWNLOAD_FAILED, new Reason(why.code(), words));
            return null;
        }
        tried(download, why);
        download.uncount();
        return pause;
    }

    private @Nullable Duration failed(Download download, int attempt, FetchException why) throws InterruptedException {
        if (why.kind() == Kind.STALE_ADDRESS && !download.wasRefreshed()) {
            return refresh(download, why);
        }
        if (why.kind() == Kind.PASSING && (breaker.awaited() || (attempt >= mostAttempts && isAway(download)))) {
            // The picture is not to blame while nothing there answers.
            download.uncount();
            return Breaker.INTERVAL;
        }
        if (attempt >= mostAttempts && isLostAtHost(download, why)) {
            String words = "the output is gone, though the service still names its address: " + why.getMessage();
            end(download, RowState.FAILED, new Reason(EXPIRED, words));
            return null;
        }
        if (why.kind() == Kind.FINAL || attempt >= mostAttempts) {
            end(download, RowState.DOWNLOAD_FAILED, new Reason(why.code(), String.valueOf(why.getMessage())));
            return null;
        }
        tried(download, why);
        return retries.after(attempt);
    }

    /** What was here once has had its time at the host; what was never fetched is asked for again by every resume. */
    private boolean isLostAtHost(Download download, FetchException why) {
        return NOT_THERE.contains(why.code())
                && ledger.refetched().mayBeBought(download.row().key());
    }

    /** With nothing left to buy and to ask for, nobody else would notice. */
    private boolean isAway(Download download) throws InterruptedException {
        return isLost(service.result(download.row().requestId()));
    }

    private boolean isLost(JobAnswer answer) {
        if (!(answer instanceof JobAnswer.Unclear unclear && unclear.lost())) {
            breaker.answered();
            return false;
        }
        breaker.lost();
        if (breaker.tooLong()) {
            ledger.signals().stop(StopReason.OUTAGE, breaker.awayTooLong());
        }
        return true;
    }

    private boolean isForGood(Download download) {
        return download.gone() >= GONE_FOR_GOOD || download.attempts() >= mostAttempts;
    }

    private void tried(Download download, FetchException why) {
        CompletedRow row = download.row();
        Reason reason = new Reason(why.code(), String.valueOf(why.getMessage()));
        ledger.apply(new LedgerEvent.Tried(row.key(), row.attempt(), RowState.COMPLETED, Call.DOWNLOAD, reason));
    }

    /** An address that holds nothing any more may have expired: the service may name a fresh one. */
    private @Nullable Duration refresh(Download download, FetchException why) throws InterruptedException {
        tried(download, why);
        JobAnswer answer = service.result(download.row().requestId());
        if (answer instanceof JobAnswer.Succeeded fresh) {
            download.refresh(fresh.outputUrls());
            return Duration.ZERO;
        }
        if (isLost(answer)) {
            download.uncount();
            return Breaker.INTERVAL;
        }
        if (answer instanceof JobAnswer.Gone gone && isForGood(download)) {
            Reason reason = new Reason(
                    EXPIRED, "the output is gone, and so is the request: " + gone.code() + ": " + gone.words());
            end(download, RowState.FAILED, reason);
            return null;
        }
        if (download.attempts() >= mostAttempts) {
            end(download, RowState.DOWNLOAD_FAILED, new Reason(why.code(), String.valueOf(why.getMessage())));
            return null;
        }
        return retries.after(download.attempts());
    }

    private void end(Download download, RowState to, Reason reason) {
        CompletedRow row = download.row();
        ledger.apply(new LedgerEvent.NotFetched(row.key(), row.attempt(), to, reason, download.millis()));
    }
}
