package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobResponse;
import dev.darkroom.bucket.BucketException;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FailureText;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.CompletedRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.ServiceCall;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.RetryIntervals;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.step.BucketOutage;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the outputs of one row and records that they are in place. Whatever goes wrong costs nothing but time: what
 * was paid for stays in the ledger until it is downloaded.
 */
final class RowDownloader {

    private static final Logger log = LoggerFactory.getLogger(RowDownloader.class);

    /**
     * The number of answers that a request is unknown before it is given up. A single one may be a slip of the service,
     * and would give up what is paid for.
     */
    private static final int GONE_FOR_GOOD = 2;

    private static final String EXPIRED = ErrorCode.OUTPUT_EXPIRED.code();
    private static final Set<String> NOT_THERE = Set.of(ErrorCode.ofStatus(404), ErrorCode.ofStatus(410));

    private final RunLedger ledger;
    private final Function<LedgerEvent, CompletableFuture<Boolean>> events;
    private final ImageService service;
    private final OutputDownload outputDownload;
    private final BucketOutage bucketOutage;
    private final int maxAttempts;
    private final RetryIntervals retries;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final MonotonicClock clock;

    /** @param events records an event, as {@link RunLedger#submit} does */
    RowDownloader(
            RunLedger ledger,
            Function<LedgerEvent, CompletableFuture<Boolean>> events,
            ImageService service,
            OutputDownload outputDownload,
            RetryRules rules,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            MonotonicClock clock,
            PauseJitter jitter) {
        this.ledger = ledger;
        this.events = events;
        this.service = service;
        this.outputDownload = outputDownload;
        this.maxAttempts = rules.attempts();
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.clock = clock;
        this.bucketOutage = new BucketOutage(clock, circuitBreaker.limit());
        this.retries = new RetryIntervals(rules.backoffFrom(), rules.backoffTo(), jitter);
    }

    /**
     * Makes one attempt: fetches on the calling worker, which is free then. If a stage behind the fetch failed with the
     * last one, only that is dealt with.
     *
     * @return the pause before the next attempt, or none if the row has come to its end, once what is recorded of it is
     *     durable; fails with a {@link DiskFullException} if there is no room for an output; the row stays as it was then
     * @throws DiskFullException if there is no room for an output; the row stays as it was
     */
    CompletableFuture<Optional<Duration>> attempt(DownloadTask download) throws InterruptedException {
        FetchException failure = download.takeFailure();
        return failure == null ? fetch(download) : failed(download, failure);
    }

    private CompletableFuture<Optional<Duration>> fetch(DownloadTask download) throws InterruptedException {
        download.attempt();
        MonotonicTime start = clock.now();
        FetchedRow fetched;
        try {
            fetched = outputDownload.fetch(download.row(), download.urls());
        } catch (FetchException e) {
            download.took(start.until(clock.now()));
            return e.kind() == FetchFailure.THROTTLED ? heldUp(download, e, start) : failed(download, e);
        }
        download.took(start.until(clock.now()));
        return outputDownload
                .finish(fetched)
                .thenCompose(outputs -> recordOutputs(outputs.event(download)))
                .exceptionallyCompose(e -> handBack(download, e));
    }

    private CompletableFuture<Optional<Duration>> recordOutputs(LedgerEvent event) {
        return events.apply(event).thenApply(moved -> {
            rateLimiter.accepted();
            retries.earn();
            bucketOutage.answered();
            return Optional.empty();
        });
    }

    /**
     * Lets the next worker deal with a failure of the row, since that may take a call. What was not looked at any more is
     * fetched again.
     */
    private CompletableFuture<Optional<Duration>> handBack(DownloadTask download, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof FetchException why) {
            download.failed(why);
        } else if (cause instanceof BucketException why) {
            // The picture is not to blame, and is fetched again at no cost.
            BucketException stop = bucketOutage.failed(why);
            download.uncount();
            return stop == null
                    ? CompletableFuture.completedFuture(Optional.of(BucketOutage.TRIAL_INTERVAL))
                    : CompletableFuture.failedFuture(stop);
        } else if (!(cause instanceof CancellationException)) {
            return CompletableFuture.failedFuture(cause);
        }
        return CompletableFuture.completedFuture(Optional.of(Duration.ZERO));
    }

    /** Returns whether no more should be fetched now. */
    boolean isFull() {
        return bucketOutage.holds() || outputDownload.isFull();
    }

    /** Breaks off what is being downloaded; it is downloaded again by the next start. */
    void breakOff() {
        outputDownload.breakOff();
    }

    /**
     * Waits as long as the host requests, which counts as no attempt; a host that requests no end of pauses is not
     * waited for.
     */
    private CompletableFuture<Optional<Duration>> heldUp(
            DownloadTask download, FetchException why, MonotonicTime sent) {
        Duration requested = why.retryAfter();
        Duration pause = requested == null || requested.compareTo(CallRateLimiter.MIN_PAUSE) < 0
                ? CallRateLimiter.MIN_PAUSE
                : requested;
        if (download.heldUp(pause).compareTo(circuitBreaker.limit()) > 0) {
            // Nor do the others wait for so long: each has a host of its own.
            rateLimiter.throttled(sent, null);
            String message = why.getMessage() + " for longer than outage-limit allows";
            return end(download, RowState.DOWNLOAD_FAILED, new RowReason(why.code(), message));
        }
        rateLimiter.throttled(sent, pause);
        download.uncount();
        return again(recordFailedCall(download, why), pause);
    }

    private CompletableFuture<Optional<Duration>> failed(DownloadTask download, FetchException why)
            throws InterruptedException {
        int attempt = download.attempts();
        if (why.kind() == FetchFailure.STALE_ADDRESS && !download.wasRefreshed()) {
            return refresh(download, why);
        }
        if (why.kind() == FetchFailure.PASSING
                && (circuitBreaker.isAwaited() || (attempt >= maxAttempts && isAway(download)))) {
            // The picture is not to blame while nothing there answers.
            download.uncount();
            return CompletableFuture.completedFuture(Optional.of(ServiceCircuitBreaker.INTERVAL));
        }
        if (attempt >= maxAttempts && isLostAtHost(download, why)) {
            String message = "the output is gone, though the service still names its address: " + why.getMessage();
            return end(download, RowState.FAILED, new RowReason(EXPIRED, message));
        }
        if (why.kind() == FetchFailure.FINAL || attempt >= maxAttempts) {
            return end(download, RowState.DOWNLOAD_FAILED, reason(why));
        }
        return again(recordFailedCall(download, why), retries.after(attempt));
    }

    private static RowReason reason(FetchException why) {
        return new RowReason(why.code(), String.valueOf(why.getMessage()));
    }

    /**
     * Returns whether the host has lost the output of a redownload: it has had its time there. What was never
     * downloaded is requested again by every resume.
     */
    private boolean isLostAtHost(DownloadTask download, FetchException why) {
        return NOT_THERE.contains(why.code())
                && ledger.redownloads().mayBeSubmitted(download.row().key());
    }

    /** Requests the result: with nothing left to submit and to poll, nobody else would notice. */
    private boolean isAway(DownloadTask download) throws InterruptedException {
        return isLost(result(download));
    }

    /** Returns what the service says. A failure here is trouble of this row alone. */
    private JobResponse result(DownloadTask download) throws InterruptedException {
        try {
            return service.result(download.row().requestId());
        } catch (RuntimeException e) {
            log.info("asking for row {} failed", download.row().id(), e);
            return new JobResponse.JobUnclear("the call failed here: " + FailureText.of(e), false);
        }
    }

    private boolean isLost(JobResponse response) {
        if (!(response instanceof JobResponse.JobUnclear unclear && unclear.lost())) {
            circuitBreaker.answered();
            return false;
        }
        if (unclear.permanent()) {
            circuitBreaker.lostForGood(unclear.message());
        } else {
            circuitBreaker.lost();
        }
        if (circuitBreaker.isAwayTooLong()) {
            ledger.signals().stop(StopReason.OUTAGE, circuitBreaker.awayTooLongMessage());
        }
        return true;
    }

    private boolean isForGood(DownloadTask download) {
        return download.gone() >= GONE_FOR_GOOD || download.attempts() >= maxAttempts;
    }

    private CompletableFuture<Boolean> recordFailedCall(DownloadTask download, FetchException why) {
        CompletedRow row = download.row();
        return events.apply(new LedgerEvent.CallFailed(
                row.key(), row.attempt(), RowState.COMPLETED, ServiceCall.DOWNLOAD, reason(why)));
    }

    /**
     * Refreshes the addresses: one that holds nothing any more may have expired, and the service may name a fresh one.
     */
    private CompletableFuture<Optional<Duration>> refresh(DownloadTask download, FetchException why)
            throws InterruptedException {
        CompletableFuture<Boolean> recorded = recordFailedCall(download, why);
        JobResponse response = result(download);
        if (response instanceof JobResponse.RequestSucceeded fresh) {
            download.refresh(fresh.outputUrls());
            return again(recorded, Duration.ZERO);
        }
        if (isLost(response)) {
            download.uncount();
            return again(recorded, ServiceCircuitBreaker.INTERVAL);
        }
        // The end of a row is durable after all that was recorded before it.
        if (response instanceof JobResponse.RequestGone gone && isForGood(download)) {
            RowReason reason = new RowReason(
                    EXPIRED, "the output is gone, and so is the request: " + gone.code() + ": " + gone.message());
            return end(download, RowState.FAILED, reason);
        }
        if (download.attempts() >= maxAttempts) {
            return end(download, RowState.DOWNLOAD_FAILED, reason(why));
        }
        return again(recorded, retries.after(download.attempts()));
    }

    private CompletableFuture<Optional<Duration>> end(DownloadTask download, RowState to, RowReason reason) {
        CompletedRow row = download.row();
        return events.apply(new LedgerEvent.DownloadFailed(row.key(), row.attempt(), to, reason, download.millis()))
                .thenApply(moved -> Optional.empty());
    }

    /** Returns the pause before the next attempt, once what is recorded of this one is durable. */
    private static CompletableFuture<Optional<Duration>> again(CompletableFuture<Boolean> recorded, Duration pause) {
        return recorded.thenApply(moved -> Optional.of(pause));
    }
}
