package dev.darkroom.collect;

import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.SubmittedRow;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Schedule;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for every request at the service until it has come to its end: one schedule of due times in memory, rebuilt from the
 * ledger at each start, and a few workers that ask.
 */
final class Collector implements StepWork {

    private static final int PAGE = 500;
    private static final int KNOWN = 10_000;
    static final int MAX_IN_FLIGHT = 32;
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Question question;
    private final Pace pace;
    private final Breaker breaker;
    private final SubmitAge ages;
    private final MonotonicClock clock;
    private final Schedule<Watch> schedule;
    private final KnownRequests known;
    private final Set<RowKey> watched = ConcurrentHashMap.newKeySet();
    private final Set<RowKey> givenUp = ConcurrentHashMap.newKeySet();
    private boolean begun;

    Collector(RunLedger ledger, Question question, Pace pace, Breaker breaker, SubmitAge ages, MonotonicClock clock) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.question = question;
        this.pace = pace;
        this.breaker = breaker;
        this.ages = ages;
        this.clock = clock;
        this.schedule = new Schedule<>(clock);
        this.known = new KnownRequests(signals);
    }

    @Override
    public Station station() {
        return Station.COLLECT;
    }

    @Override
    public String action() {
        return "collecting";
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.leaveAll()) {
            return NextWork.END;
        }
        if (!begun) {
            watchKnownRows();
            begun = true;
        }
        boolean noMoreToCome = signals.hasEnded(Station.SUBMIT);
        watchNewRows();
        if (noMoreToCome && watched.size() == givenUp.size() && ledger.left(RowState.SUBMITTED) <= givenUp.size()) {
            return NextWork.END;
        }
        return nextDue(inFlight);
    }

    /** What an earlier process left is asked for at once: nobody knows how long that was ago. */
    private void watchKnownRows() {
        List<SubmittedRow> page = ledger.left(RowState.SUBMITTED) == 0 ? List.of() : ledger.submitted(Set.of(), KNOWN);
        while (!page.isEmpty()) {
            page.forEach(row -> {
                known.expect(row.key());
                watch(new Watch(row, ages.of(row), clock), Duration.ZERO);
            });
            page = page.size() < KNOWN ? List.of() : ledger.submitted(Set.copyOf(watched), KNOWN);
        }
        known.areAll();
    }

    private void watchNewRows() {
        if (ledger.left(RowState.SUBMITTED) <= watched.size()) {
            return;
        }
        for (SubmittedRow row : ledger.submitted(Set.copyOf(watched), PAGE)) {
            Watch watch = new Watch(row, ages.of(row), clock);
            watch(watch, question.firstLook(watch));
        }
    }

    private void watch(Watch watch, Duration firstLook) {
        watched.add(watch.row().key());
        schedule.in(firstLook, watch);
    }

    /** What is due, as far as pace, workers and the service allow. */
    private NextWork nextDue(int inFlight) {
        Duration due = schedule.untilNext(GLANCE);
        if (!due.isZero()) {
            return NextWork.in(due);
        }
        if (inFlight >= MAX_IN_FLIGHT) {
            return NextWork.whenWorkerIsFree();
        }
        Duration slot = pace.untilNext();
        if (!slot.isZero()) {
            return NextWork.in(slot.compareTo(GLANCE) > 0 ? GLANCE : slot);
        }
        Leave leave = breaker.leaveToAsk();
        if (leave == Leave.NONE) {
            return NextWork.in(GLANCE);
        }
        Watch watch = schedule.takeDue();
        if (watch == null) {
            return NextWork.in(Duration.ZERO);
        }
        pace.take();
        return NextWork.item("asking for row " + watch.row().id(), () -> ask(watch, leave));
    }

    /** Returns whether the request has come to its end. */
    private boolean ask(Watch watch, Leave leave) throws InterruptedException {
        RowKey key = watch.row().key();
        Next next = question.ask(watch, leave);
        if (watch.wasAnswered()) {
            known.answered(key);
        }
        switch (next.kind()) {
            case AGAIN -> schedule.in(next.pause(), watch);
            case ENDED -> watched.remove(key);
            case GIVEN_UP -> givenUp.add(key);
        }
        return next.kind() == Next.Kind.ENDED;
    }
}
