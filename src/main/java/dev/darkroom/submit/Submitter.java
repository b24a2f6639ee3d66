package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import dev.darkroom.step.NextWork;
import dev.darkroom.step.StepWork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Buys the pending rows in manifest order: it decides when the next may go, workers make the purchases.
 *
 * <p>A row goes if there is room in the window of requests in flight, if the service is there, if no brake holds it
 * and if its slot in time is near: hardly a row is between intent and answer when the process dies.
 */
final class Submitter implements StepWork {

    /** How long before its slot a row's intent is written. */
    static final Duration LOOK_AHEAD = Duration.ofMillis(100);

    private static final int PAGE = 200;
    private static final Duration GLANCE = Duration.ofMillis(200);

    /** A pause may outlast the deadline. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Purchase purchase;
    private final Pace pace;
    private final Breaker breaker;
    private final KnownFirst knownFirst;
    private final List<Brake> brakes;
    private final int window;
    private final Deque<PendingRow> page = new ArrayDeque<>();
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();

    Submitter(
            RunLedger ledger,
            Purchase purchase,
            Pace pace,
            Breaker breaker,
            KnownFirst knownFirst,
            List<Brake> brakes,
            int window) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.purchase = purchase;
        this.pace = pace;
        this.breaker = breaker;
        this.knownFirst = knownFirst;
        this.brakes = List.copyOf(brakes);
        this.window = window;
    }

    @Override
    public Station station() {
        return Station.SUBMIT;
    }

    @Override
    public String action() {
        return "submitting";
    }

    @Override
    public NextWork next(int inFlight) {
        if (signals.noMoreSubmits()) {
            return NextWork.END;
        }
        if (knownFirst.holds()) {
            return NextWork.in(GLANCE);
        }
        // Asked first: a row that comes back is pending before it is no more among these.
        boolean mayComeBack = ledger.refetched().anyMayBeBought();
        PendingRow row = nextRow();
        if (row == null) {
            boolean over = !mayComeBack && inHand.isEmpty() && ledger.left(RowState.PENDING) == 0;
            return over ? NextWork.END : NextWork.in(GLANCE);
        }
        if (brake(Brake::overdue)) {
            return NextWork.END;
        }
        Duration wait = untilMayGo(row);
        if (wait != null) {
            return NextWork.in(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
        }
        Leave leave = breaker.leaveToSubmit();
        if (leave == Leave.NONE) {
            return NextWork.in(GLANCE);
        }
        if (brake(brake -> brake.before(row))) {
            breaker.giveBack();
            return NextWork.END;
        }
        page.removeFirst();
        inHand.add(row.key());
        MonotonicTime slot = pace.take();
        return NextWork.item("submitting row " + row.id(), () -> make(row, slot, leave));
    }

    private boolean make(PendingRow row, MonotonicTime slot, Leave leave) throws InterruptedException {
        try {
            return purchase.make(row, slot, leave);
        } finally {
            inHand.remove(row.key());
        }
    }

    @Override
    public void end() {
        ledger.doubtAgain();
    }

    /** The next row that is not in hand, without taking it off its page. */
    private @Nullable PendingRow nextRow() {
        while (!page.isEmpty() && inHand.contains(page.getFirst().key())) {
            page.removeFirst();
        }
        if (page.isEmpty()) {
            page.addAll(ledger.pending(Set.copyOf(inHand), PAGE));
        }
        return page.peekFirst();
    }

    /** How long the row has to wait before it is looked at again, or null if it may go. */
    private @Nullable Duration untilMayGo(PendingRow row) {
        // A row that was just accepted may count twice for a moment, which errs on the side of waiting.
        if (inHand.size() + ledger.left(RowState.SUBMITTED) >= window) {
            return GLANCE;
        }
        Duration slot = pace.untilNext();
        if (slot.compareTo(LOOK_AHEAD) > 0) {
            return slot.minus(LOOK_AHEAD);
        }
        if (!brakes.stream().allMatch(brake -> brake.ready(row))) {
            // After other rows it may be the turn of this one; its page is read again then.
            page.clear();
            return GLANCE;
        }
        return null;
    }

    /** Asks the brakes; returns whether the run stops. */
    private boolean brake(Function<Brake, RunSignals.@Nullable Stop> question) {
        for (Brake brake : brakes) {
            RunSignals.Stop stop = question.apply(brake);
            if (stop != null) {
                signals.stop(stop.reason(), stop.words());
                return true;
            }
        }
        return false;
    }
}
