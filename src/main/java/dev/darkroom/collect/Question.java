package dev.darkroom.collect;

import dev.darkroom.api.CancelAnswer;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.Away;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Asks how one request stands, and records its end.
 *
 * <p>A failed job is {@code completed} on status and {@code failed} on result, so only the result decides. A gateway's
 * error says nothing about the job, which runs on.
 */
final class Question {

    /** A fresh id may not be known everywhere yet. */
    private static final Duration FRESH = Duration.ofMinutes(1);

    private static final Duration LATEST_FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);
    private static final int GONE_FOR_GOOD = 3;
    private static final Duration PAUSE_IF_NONE_ASKED = Duration.ofSeconds(1);

    private final RunLedger ledger;
    private final ImageService service;
    private final PollRules rules;
    private final QueueLimit queueLimit;
    private final UsualTimes usualTimes;
    private final Away away;
    private final InstantSource clock;

    Question(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            QueueLimit queueLimit,
            UsualTimes usualTimes,
            Away away,
            InstantSource clock) {
        this.ledger = ledger;
        this.service = service;
        this.rules = rules;
        this.queueLimit = queueLimit;
        this.usualTimes = usualTimes;
        this.away = away;
        this.clock = clock;
    }

    /** How long after the submit a first look is worthwhile. */
    Duration firstLook(SubmittedRow row) {
        Duration usual = usualTimes.of(row.model());
        Duration wait = usual.compareTo(LATEST_FIRST_LOOK) > 0 ? LATEST_FIRST_LOOK : usual;
        Duration left = Duration.between(clock.instant(), row.submittedAt().plus(wait));
        return left.isNegative() ? Duration.ZERO : jittered(left);
    }

    /** Asks once. */
    Next ask(Watch watch) throws InterruptedException {
        SubmittedRow row = watch.row();
        JobAnswer answer = probablyDone(watch) ? service.result(row.requestId()) : service.status(row.requestId());
        if (answer instanceof JobAnswer.Done) {
            answer = service.result(row.requestId());
        }
        if (answer instanceof JobAnswer.Unclear unclear && unclear.lost()) {
            return Next.in(lost());
        }
        away.answered();
        watch.answered();
        LedgerEvent end = end(watch, answer);
        if (end != null) {
            ledger.apply(end);
            return Next.ENDED;
        }
        return next(watch, answer);
    }

    private boolean probablyDone(Watch watch) {
        SubmittedRow row = watch.row();
        Duration age = Duration.between(row.submittedAt(), clock.instant());
        return age.compareTo(usualTimes.of(row.model())) >= 0;
    }

    private Duration lost() {
        Duration pause = away.failed();
        if (away.tooLong()) {
            ledger.signals().stop(StopReason.OUTAGE, "the service has not answered for too long");
        }
        return pause;
    }

    private @Nullable LedgerEvent end(Watch watch, JobAnswer answer) {
        SubmittedRow row = watch.row();
        if (answer instanceof JobAnswer.Succeeded done) {
            learn(row, done.finished());
            return new LedgerEvent.Completed(
                    row.key(), row.attempt(), done.outputUrls(), watch.times(done.finished()), done.cost());
        }
        if (answer instanceof JobAnswer.Failed failed) {
            Reason reason = new Reason(failed.code(), failed.words());
            return new LedgerEvent.Ended(
                    row.key(), row.attempt(), RowState.FAILED, reason, watch.times(failed.finished()), failed.cost());
        }
        if (answer instanceof JobAnswer.Cancelled cancelled) {
            Reason reason = watch.wasCancelled() ? queueLimit.reason() : new Reason("CANCELLED", cancelled.words());
            return ended(watch, RowState.CANCELLED, reason);
        }
        if (answer instanceof JobAnswer.Gone no && lostForGood(watch)) {
            return ended(watch, RowState.FAILED, new Reason(no.code(), no.words()));
        }
        return null;
    }

    private boolean lostForGood(Watch watch) {
        int times = watch.gone();
        boolean fresh =
                Duration.between(watch.row().submittedAt(), clock.instant()).compareTo(FRESH) < 0;
        return !fresh && times >= GONE_FOR_GOOD;
    }

    /**
     * Learns from the service's own time. Where it tells none, or its clock is plainly not ours, only what we saw is
     * left, which is never shorter than our own pause: a little less of it lets the pause shrink.
     */
    private void learn(SubmittedRow row, @Nullable Instant finished) {
        Instant now = clock.instant();
        Duration seen = Duration.between(row.submittedAt(), now);
        boolean told = finished != null
                && !finished.isAfter(now)
                && finished.isAfter(row.submittedAt().minus(MOST_SKEW));
        Duration took = told
                ? Duration.between(row.submittedAt(), finished)
                : seen.multipliedBy(4).dividedBy(5);
        if (told || seen.compareTo(LATEST_FIRST_LOOK) < 0) {
            usualTimes.learn(row.model(), took);
        }
    }

    private Next next(Watch watch, JobAnswer answer) throws InterruptedException {
        Instant now = clock.instant();
        if (answer instanceof JobAnswer.AccountRefused no) {
            ledger.signals()
                    .stop(StopReason.ACCOUNT, "the service refuses this account: " + no.code() + ": " + no.words());
            return Next.GIVEN_UP;
        }
        if (answer instanceof JobAnswer.Throttled no) {
            return Next.in(no.retryAfter() == null ? PAUSE_IF_NONE_ASKED : no.retryAfter());
        }
        if (answer instanceof JobAnswer.InQueue) {
            watch.waiting();
            if (watch.waited(now).compareTo(queueLimit.after()) >= 0) {
                return cancel(watch);
            }
        }
        if (answer instanceof JobAnswer.InProgress) {
            watch.working(now);
            if (watch.worked(now).compareTo(rules.runTimeout()) >= 0) {
                String words = "still at work after " + rules.runTimeout().toSeconds()
                        + " s; the request is kept and asked for again by the next resume";
                ledger.apply(ended(watch, RowState.TIMED_OUT, new Reason("RUN_TIMEOUT", words)));
                return Next.ENDED;
            }
        }
        return Next.in(jittered(watch.nextStep(usualTimes.of(watch.row().model()))));
    }

    private Next cancel(Watch watch) throws InterruptedException {
        watch.cancelling();
        CancelAnswer answer = service.cancel(watch.row().requestId());
        if (answer == CancelAnswer.CANCELLED) {
            ledger.apply(ended(watch, RowState.CANCELLED, queueLimit.reason()));
            return Next.ENDED;
        }
        return Next.in(jittered(watch.nextStep(usualTimes.of(watch.row().model()))));
    }

    private static LedgerEvent ended(Watch watch, RowState to, Reason reason) {
        SubmittedRow row = watch.row();
        return new LedgerEvent.Ended(row.key(), row.attempt(), to, reason, watch.times(null), null);
    }

    private static Duration jittered(Duration time) {
        return time.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121)).dividedBy(100);
    }
}
