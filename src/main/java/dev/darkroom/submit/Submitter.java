package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Breaker.Leave;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Pace;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Buys the pending rows in manifest order, in turns: one thread decides when the next may go, workers make the
 * purchases.
 *
 * <p>A row goes if there is room in the window of requests in flight, if the service is there, if no brake holds it
 * and if its slot in time is near: hardly a row is between intent and answer when the process dies.
 */
final class Submitter {

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
    private final ExecutorService workers;
    private final Deque<PendingRow> page = new ArrayDeque<>();
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicLong moved = new AtomicLong();

    Submitter(
            RunLedger ledger,
            Purchase purchase,
            Pace pace,
            Breaker breaker,
            KnownFirst knownFirst,
            List<Brake> brakes,
            int window,
            ExecutorService workers) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.purchase = purchase;
        this.pace = pace;
        this.breaker = breaker;
        this.knownFirst = knownFirst;
        this.brakes = List.copyOf(brakes);
        this.window = window;
        this.workers = workers;
    }

    /**
     * Does what can be done now; returns how long to wait for more unless something changes before, or null if no row is
     * pending or the run is to stop.
     */
    @Nullable
    Duration turn() {
        if (signals.noMoreSubmits()) {
            return null;
        }
        if (knownFirst.holds()) {
            return GLANCE;
        }
        // Asked first: a row that comes back is pending before it is no more among these.
        boolean mayComeBack = ledger.refetched().anyMayBeBought();
        PendingRow row = next();
        if (row == null) {
            boolean over = !mayComeBack && inHand.isEmpty() && ledger.left(RowState.PENDING) == 0;
            return over ? null : GLANCE;
        }
        if (brake(Brake::overdue)) {
            return null;
        }
        Duration wait = untilMayGo(row);
        if (wait != null) {
            return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        }
        Leave leave = breaker.leaveToSubmit();
        if (leave == Leave.NONE) {
            return GLANCE;
        }
        if (brake(brake -> brake.before(row))) {
            breaker.giveBack();
            return null;
        }
        handOn(row, leave);
        return Duration.ZERO;
    }

    /** The next row that is not in hand, without taking it off its page. */
    private @Nullable PendingRow next() {
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

    private void handOn(PendingRow row, Leave leave) {
        page.removeFirst();
        inHand.add(row.key());
        try {
            MonotonicTime slot = pace.take();
            workers.execute(() -> make(row, slot, leave));
        } catch (RuntimeException | Error e) {
            inHand.remove(row.key());
            throw e;
        }
    }

    private void make(PendingRow row, MonotonicTime slot, Leave leave) {
        try {
            if (purchase.make(row, slot, leave)) {
                moved.incrementAndGet();
            }
        } catch (InterruptedException e) {
            signals.stop(StopReason.FAILURE, "submitting row " + row.id() + " was interrupted");
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            signals.failed(e, "submitting row " + row.id() + " failed: " + e);
            throw e;
        } finally {
            inHand.remove(row.key());
        }
    }

    /** Whether a purchase is under way. */
    boolean busy() {
        return !inHand.isEmpty();
    }

    /** How many rows it moved on. */
    long moved() {
        return moved.get();
    }
}
