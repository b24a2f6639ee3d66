package dev.darkroom.collect;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SubmittedRow;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import dev.darkroom.step.WorkShare;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Polls every request at the service until it has come to its end: one schedule of due times in memory, rebuilt from
 * the ledger at each start, and a few workers that poll.
 */
final class PollLoop implements StepWork {

    private static final int PAGE = 256;

    /** The number of polls in flight that is enough unless many rows are submitted a second. */
    static final int MIN_IN_FLIGHT = 32;

    private static final int MAX_IN_FLIGHT = 96;

    /** The time, in seconds, for which the polls of what is submitted within it may be in flight. */
    private static final double SUBMITS_IN_FLIGHT = 0.5;

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** How often new rows are read while polls are due: a reading for each poll would make all of them late. */
    private static final Duration READING_INTERVAL = Duration.ofMillis(50);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final RequestPoller poller;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final SubmitAge ages;
    private final MonotonicClock clock;
    private final int maxInFlight;
    private final WorkShare share;
    private final PollSchedule schedule;
    private final OutstandingRequests outstanding;
    private final Set<RowKey> watched = ConcurrentHashMap.newKeySet();
    private final Set<RowKey> givenUp = ConcurrentHashMap.newKeySet();
    private @Nullable PolledRequest due;
    private MonotonicTime nextReading = MonotonicTime.MIN;
    private boolean begun;

    PollLoop(
            RunLedger ledger,
            RequestPoller poller,
            PollSchedule schedule,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            SubmitAge ages,
            MonotonicClock clock,
            int maxInFlight,
            WorkShare share) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.poller = poller;
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.ages = ages;
        this.clock = clock;
        this.maxInFlight = maxInFlight;
        this.share = share;
        this.schedule = schedule;
        this.outstanding = new OutstandingRequests(signals);
    }

    /** Returns how many polls may be in flight where so many rows are submitted a second. */
    static int maxInFlight(CallRate submits) {
        double wanted = submits.perSecond() * SUBMITS_IN_FLIGHT;
        return (int) Math.max(MIN_IN_FLIGHT, Math.min(MAX_IN_FLIGHT, wanted));
    }

    @Override
    public WorkStep step() {
        return WorkStep.COLLECT;
    }

    @Override
    public String action() {
        return "collecting";
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.stopImmediately()) {
            return NextWork.END;
        }
        if (!begun) {
            watchKnownRows();
            begun = true;
        }
        if (isPausedForTooLong()) {
            return NextWork.END;
        }
        // A row that is held may be at the service already, by another run's purchase; one that is lent may come back
        // so.
        boolean noMoreToCome = signals.hasEnded(WorkStep.SUBMIT)
                && !share.mayGrow()
                && ledger.work().held().count() == 0;
        takeDue();
        if (due == null || !clock.now().isBefore(nextReading)) {
            watchNewRows();
            nextReading = clock.now().plus(READING_INTERVAL);
        }
        if (noMoreToCome
                && watched.size() == givenUp.size()
                && ledger.work().left(RowState.SUBMITTED) <= givenUp.size()) {
            return NextWork.END;
        }
        return nextDue(inFlight);
    }

    /**
     * Stops the run if an earlier start was asked for a pause of polls that is not waited for; downloads, which are of other
     * hosts, come to their end all the same.
     */
    private boolean isPausedForTooLong() {
        String message = circuitBreaker.keptPauseTooLongMessage(rateLimiter.pauseLeft());
        if (message == null || ledger.work().left(RowState.SUBMITTED) == 0) {
            return false;
        }
        signals.stop(StopReason.PAUSED, message);
        return true;
    }

    /** Polls at once what an earlier process left: nobody knows how long that was ago. */
    private void watchKnownRows() {
        List<SubmittedRow> page = ledger.work().takeSubmitted(PAGE);
        while (!page.isEmpty()) {
            page.forEach(row -> {
                outstanding.expect(row.key());
                if (watched.add(row.key())) {
                    schedule.atOnce(new PolledRequest(row, ages.of(row), clock));
                }
            });
            page = ledger.work().takeSubmitted(PAGE);
        }
        outstanding.areAll();
    }

    private void takeDue() {
        if (due == null) {
            due = schedule.takeDue();
        }
    }

    private void watchNewRows() {
        for (SubmittedRow row : ledger.work().takeSubmitted(PAGE)) {
            if (watched.add(row.key())) {
                schedule.accepted(new PolledRequest(row, ages.of(row), clock));
            }
        }
    }

    /** Returns the request that is due, as far as pace, workers and the service allow. */
    private NextWork nextDue(int inFlight) {
        takeDue();
        if (due == null) {
            // What is being polled may be due again before anything wakes this loop.
            return NextWork.in(schedule.untilNext(inFlight > 0 ? PollPlan.MIN_PAUSE : POLL_INTERVAL));
        }
        if (inFlight >= maxInFlight) {
            return NextWork.whenWorkerIsFree();
        }
        Duration slot = rateLimiter.untilNext();
        if (!slot.isZero()) {
            return NextWork.in(slot.compareTo(POLL_INTERVAL) > 0 ? POLL_INTERVAL : slot);
        }
        CallPermit permit = circuitBreaker.acquirePollPermit();
        if (permit == CallPermit.NONE) {
            return NextWork.in(POLL_INTERVAL);
        }
        PolledRequest request = due;
        due = null;
        rateLimiter.take();
        return NextWork.item("asking for row " + request.row().id(), () -> poll(request, permit));
    }

    /** Returns whether the request has come to its end. */
    private boolean poll(PolledRequest request, CallPermit permit) throws InterruptedException {
        RowKey key = request.row().key();
        PollResult next = poller.poll(request, permit);
        if (request.wasAnswered()) {
            outstanding.answered(key);
        }
        switch (next.kind()) {
            case AGAIN -> schedule.in(next.pause(), request);
            case ENDED -> watched.remove(key);
            case GIVEN_UP -> givenUp.add(key);
        }
        return next.kind() == PollResult.PollOutcome.ENDED;
    }
}
