package dev.darkroom.submit;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.CallSlot;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.ServiceCircuitBreaker.CallPermit;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import dev.darkroom.step.WorkShare;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Submits the pending rows in manifest order: it decides when the next may go, workers make the purchases.
 *
 * A row goes if there is room in the window of requests in flight, if the service is there, if no guard holds it and if
 * its slot in time is near: hardly a row is between intent and answer when the process dies.
 */
final class SubmitLoop implements StepWork {

    private static final int PAGE = 256;
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /** The longest wait at once, since a pause may outlast the deadline. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(1);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final RowSubmitter rowSubmitter;
    private final CallRateLimiter rateLimiter;
    private final ServiceCircuitBreaker circuitBreaker;
    private final OutstandingFirst outstandingFirst;
    private final List<SubmitGuard> guards;
    private final WorkShare share;
    /** The rows that are taken next, by their rank in the run's order. */
    private final NavigableMap<Integer, PendingRow> page = new TreeMap<>();

    private final Set<RowKey> rowsInFlight = ConcurrentHashMap.newKeySet();

    SubmitLoop(
            RunLedger ledger,
            RowSubmitter rowSubmitter,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            OutstandingFirst outstandingFirst,
            List<SubmitGuard> guards,
            WorkShare share) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.rowSubmitter = rowSubmitter;
        this.rateLimiter = rateLimiter;
        this.circuitBreaker = circuitBreaker;
        this.outstandingFirst = outstandingFirst;
        this.guards = List.copyOf(guards);
        this.share = share;
    }

    @Override
    public WorkStep step() {
        return WorkStep.SUBMIT;
    }

    @Override
    public String action() {
        return "submitting";
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.submitsStopped()) {
            return NextWork.END;
        }
        if (outstandingFirst.holds()) {
            return NextWork.in(POLL_INTERVAL);
        }
        // Read first: a row that comes back is pending before it is no more among these, and one that is held is among
        // those before it is held no more.
        boolean mayComeBack = share.mayGrow()
                || ledger.work().held().count() > 0
                || ledger.redownloads().anyMayBeSubmitted();
        PendingRow row = nextRow();
        if (row == null) {
            boolean over =
                    !mayComeBack && rowsInFlight.isEmpty() && ledger.work().left(RowState.PENDING) == 0;
            return over ? NextWork.END : NextWork.in(POLL_INTERVAL);
        }
        if (isStoppedBy(SubmitGuard::overdue)) {
            return NextWork.END;
        }
        if (lend(share.wanted())) {
            return NextWork.in(Duration.ZERO);
        }
        Duration wait = untilMayGo(row);
        if (wait != null) {
            return NextWork.in(wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait);
        }
        CallPermit permit = circuitBreaker.acquireSubmitPermit();
        if (permit == CallPermit.NONE) {
            return NextWork.in(POLL_INTERVAL);
        }
        if (isStoppedBy(guard -> guard.before(row))) {
            circuitBreaker.release();
            return NextWork.END;
        }
        page.remove(ledger.work().rank(row.key()));
        rowsInFlight.add(row.key());
        CallSlot slot = rateLimiter.takeSlot();
        return NextWork.item("submitting row " + row.id(), () -> submit(row, slot, permit));
    }

    private boolean submit(PendingRow row, CallSlot slot, CallPermit permit) throws InterruptedException {
        try {
            return rowSubmitter.submit(row, slot, permit);
        } finally {
            rowsInFlight.remove(row.key());
        }
    }

    @Override
    public void end() {
        if (!share.isLeased()) {
            ledger.recovery().doubtAgain();
        }
    }

    /** Lends rows that all guards let pass; returns whether the next row is another one than before, or the run stops. */
    private boolean lend(int wanted) {
        List<PendingRow> rows = new ArrayList<>();
        boolean stops = false;
        while (rows.size() < wanted && !stops) {
            PendingRow row = nextRow();
            if (row == null || !isReady(row)) {
                break;
            }
            stops = isStoppedBy(guard -> guard.before(row));
            if (!stops) {
                page.remove(ledger.work().rank(row.key()));
                rows.add(row);
            }
        }
        if (!rows.isEmpty()) {
            share.lend(rows);
        }
        return stops || !rows.isEmpty();
    }

    private boolean isReady(PendingRow row) {
        return guards.stream().allMatch(guard -> guard.ready(row)) && rowSubmitter.isReady(row);
    }

    /** The next row, in the run's order, that is not in flight: one that came back may still be for a moment. */
    private @Nullable PendingRow nextRow() {
        List<PendingRow> more = page.isEmpty()
                ? ledger.work().takePending(PAGE)
                : ledger.work().takePendingBefore(page.firstEntry().getValue().key(), PAGE);
        more.forEach(row -> page.put(ledger.work().rank(row.key()), row));
        return page.values().stream()
                .filter(row -> !rowsInFlight.contains(row.key()))
                .findFirst()
                .orElse(null);
    }

    /** Returns how long the row has to wait before it is considered again, or null if it may go. */
    private @Nullable Duration untilMayGo(PendingRow row) {
        // A row that was just accepted may count twice for a moment, which errs on the side of waiting.
        if (rowsInFlight.size() + ledger.work().left(RowState.SUBMITTED) >= share.maxInFlight()) {
            return POLL_INTERVAL;
        }
        Duration slot = rateLimiter.untilNext();
        Duration lookAhead = rowSubmitter.lookAhead();
        if (slot.compareTo(lookAhead) > 0) {
            return slot.minus(lookAhead);
        }
        return isReady(row) ? null : POLL_INTERVAL;
    }

    /** Checks the guards; returns whether the run stops. */
    private boolean isStoppedBy(Function<SubmitGuard, RunSignals.@Nullable StopSignal> check) {
        for (SubmitGuard guard : guards) {
            RunSignals.StopSignal stop = check.apply(guard);
            if (stop != null) {
                signals.stop(stop.reason(), stop.message());
                return true;
            }
        }
        return false;
    }
}
