package dev.darkroom.collect;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.CancelAnswer;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.JobAnswer;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.Call;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Reason;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.RetryIntervals;
import java.time.Duration;

/**
 * Asks how one request stands, and records its end.
 *
 * <p>A failed job is {@code completed} on status and {@code failed} on result, so only the result decides. A gateway's
 * error says nothing about the job, which runs on.
 */
final class Question {

    private static final Duration LATEST_FIRST_LOOK = Duration.ofMinutes(1);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final RunLedger ledger;
    private final ImageService service;
    private final PollRules rules;
    private final QueueLimit queueLimit;
    private final UsualTimes usualTimes;
    private final Endings endings;
    private final Pace pace;
    private final Breaker breaker;
    private final RetryIntervals retries;
    private final MonotonicClock clock;
    private final Jitter jitter;

    Question(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            QueueLimit queueLimit,
            UsualTimes usualTimes,
            Pace pace,
            Breaker breaker,
            MonotonicClock clock,
            Jitter jitter) {
        this.ledger = ledger;
        this.service = service;
        this.rules = rules;
        this.queueLimit = queueLimit;
        this.usualTimes = usualTimes;
        this.endings = new Endings(queueLimit, usualTimes, clock);
        this.pace = pace;
        this.breaker = breaker;
        this.clock = clock;
        this.jitter = jitter;
        this.retries = new RetryIntervals(FIRST_PAUSE, LONGEST_PAUSE, jitter);
    }

    /** How long to wait before the first look at a request that was just accepted. */
    Duration firstLook(Watch watch) {
        Duration usual = usualTimes.of(watch.row().model());
        Duration wait = usual.compareTo(LATEST_FIRST_LOOK) > 0 ? LATEST_FIRST_LOOK : usual;
        Duration left = wait.minus(watch.age(clock.now()));
        Duration pause = left.isNegative() ? Duration.ZERO : jitter.little(left);
        watch.accepted();
        watch.plan(pause);
        return pause;
    }

    /** Asks once. */
    Next ask(Watch watch, Leave leave) throws InterruptedException {
        Next next = askOnce(watch, leave);
        watch.plan(next.pause());
        return next;
    }

    private Next askOnce(Watch watch, Leave leave) throws InterruptedException {
        SubmittedRow row = watch.row();
        if (leave == Leave.TRIAL && !isThere(row.model())) {
            return Next.in(Duration.ZERO);
        }
        MonotonicTime sent = clock.now();
        JobAnswer answer = probablyDone(watch) ? service.result(row.requestId()) : service.status(row.requestId());
        if (answer instanceof JobAnswer.Done) {
            answer = service.result(row.requestId());
        }
        if (answer instanceof JobAnswer.Unclear unclear && unclear.lost()) {
            breaker.lost();
            return lost(watch, unclear);
        }
        LedgerEvent end = endings.of(watch, answer);
        try {
            heed(watch, answer, sent);
        } finally {
            // What was answered is written, whatever becomes of the rest.
            if (end != null) {
                ledger.apply(end);
            }
        }
        if (end != null) {
            return Next.ENDED;
        }
        return answer instanceof JobAnswer.Throttled ? Next.in(jitter.little(FIRST_PAUSE)) : next(watch, answer);
    }

    private void heed(Watch watch, JobAnswer answer, MonotonicTime sent) {
        watch.answered();
        breaker.answered();
        if (answer instanceof JobAnswer.Throttled no) {
            pace.throttled(sent, no.retryAfter());
        } else {
            pace.accepted();
            retries.earn();
        }
    }

    /** One request may be ill while the service is well: that is asked first. */
    private boolean isThere(String model) throws InterruptedException {
        if (!service.isThere(model)) {
            breaker.lost();
            stopIfAwayTooLong();
            return false;
        }
        breaker.answered();
        return true;
    }

    private void stopIfAwayTooLong() {
        if (breaker.tooLong()) {
            ledger.signals().stop(StopReason.OUTAGE, breaker.awayTooLong());
        }
    }

    private boolean probablyDone(Watch watch) {
        Duration usual = usualTimes.of(watch.row().model());
        return watch.age(clock.now()).compareTo(usual) >= 0;
    }

    private Next lost(Watch watch, JobAnswer.Unclear unclear) {
        stopIfAwayTooLong();
        tried(watch, Call.POLL, new Reason(ErrorCode.NO_ANSWER, unclear.words()));
        if (!ledger.signals().leaveAll() && givesUp(watch, unclear)) {
            return Next.ENDED;
        }
        return Next.in(retries.after(watch.lost()));
    }

    /** What nothing usable is heard of for as long as it may wait and run has timed out; it is asked for again later. */
    private boolean givesUp(Watch watch, JobAnswer.Unclear unclear) {
        Duration most = longestStay();
        if (breaker.words() != null || watch.unclear(clock.now()).compareTo(most) < 0) {
            return false;
        }
        String words = "no usable answer for " + most.toSeconds()
                + " s; the request is kept and asked for again by the next resume: " + unclear.words();
        ledger.apply(Endings.without(watch, RowState.TIMED_OUT, new Reason(ErrorCode.NO_STATE, words)));
        return true;
    }

    /** How long a request is watched that neither ends nor can be ended. */
    private Duration longestStay() {
        return rules.queueTimeout().plus(rules.runTimeout());
    }

    private Next next(Watch watch, JobAnswer answer) throws InterruptedException {
        MonotonicTime now = clock.now();
        if (answer instanceof JobAnswer.AccountRefused no) {
            ledger.signals().stop(StopReason.ACCOUNT, AccountRefusal.told(no.code(), no.words()));
            return Next.GIVEN_UP;
        }
        if (answer instanceof JobAnswer.Unclear unclear && givesUp(watch, unclear)) {
            return Next.ENDED;
        }
        if (answer instanceof JobAnswer.InQueue) {
            watch.waiting(now);
            if (watch.waited().compareTo(queueLimit.after()) >= 0) {
                return watch.row().takenOver() ? leave(watch) : cancel(watch);
            }
        }
        if (answer instanceof JobAnswer.InProgress) {
            watch.working(now);
            if (watch.worked().compareTo(rules.runTimeout()) >= 0) {
                String words = "still at work after " + rules.runTimeout().toSeconds()
                        + " s; the request is kept and asked for again by the next resume";
                ledger.apply(Endings.without(watch, RowState.TIMED_OUT, new Reason(ErrorCode.RUN_TIMEOUT, words)));
                return Next.ENDED;
            }
        }
        return Next.in(jitter.little(watch.nextStep(usualTimes.of(watch.row().model()))));
    }

    /** Another run may still wait for it: it is not this one's to cancel. */
    private Next leave(Watch watch) {
        ledger.apply(Endings.without(watch, RowState.TIMED_OUT, QueueLimit.LEFT));
        return Next.ENDED;
    }

    private Next cancel(Watch watch) throws InterruptedException {
        watch.cancelling();
        CancelAnswer answer = service.cancel(watch.row().requestId());
        if (answer == CancelAnswer.UNCLEAR) {
            tried(
                    watch,
                    Call.CANCEL,
                    new Reason(ErrorCode.NO_ANSWER, "the service did not say whether it is cancelled"));
        }
        if (answer == CancelAnswer.CANCELLED) {
            ledger.apply(Endings.without(watch, RowState.CANCELLED, queueLimit.reason()));
            return Next.ENDED;
        }
        if (watch.waited().compareTo(longestStay()) >= 0) {
            String words = "still waiting after " + longestStay().toSeconds()
                    + " s, and not to be cancelled; the request is kept and asked for again by the next resume";
            ledger.apply(Endings.without(watch, RowState.TIMED_OUT, new Reason(ErrorCode.NOT_CANCELLED, words)));
            return Next.ENDED;
        }
        return Next.in(jitter.little(watch.nextStep(usualTimes.of(watch.row().model()))));
    }

    private void tried(Watch watch, Call call, Reason reason) {
        SubmittedRow row = watch.row();
        ledger.apply(new LedgerEvent.Tried(row.key(), row.attempt(), RowState.SUBMITTED, call, reason));
    }
}
