package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RowKey;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Gate;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Buys the pending rows in manifest order: one thread decides when the next may go, workers make the purchases.
 *
 * <p>It waits for room in the window of requests in flight, then for the row's slot in time, and only then hands the
 * row on, so that hardly a row is between intent and answer when the process dies.
 */
final class Submitter {

    /** How long before its slot a row's intent is written. */
    static final Duration LOOK_AHEAD = Duration.ofMillis(100);

    private static final int PAGE = 200;
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final Purchase purchase;
    private final Pacer pacer;
    private final Gate gate;
    private final List<Brake> brakes;
    private final int window;
    private final ExecutorService workers;
    private final Sleeper sleeper;
    private final Set<RowKey> inHand = ConcurrentHashMap.newKeySet();
    private final AtomicLong moved = new AtomicLong();

    Submitter(
            RunLedger ledger,
            Purchase purchase,
            Pacer pacer,
            Gate gate,
            List<Brake> brakes,
            int window,
            ExecutorService workers,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.purchase = purchase;
        this.pacer = pacer;
        this.gate = gate;
        this.brakes = List.copyOf(brakes);
        this.window = window;
        this.workers = workers;
        this.sleeper = sleeper;
    }

    /** Buys until no row is pending or the run is to stop; returns how many rows it moved on. */
    long run() throws InterruptedException {
        try {
            buy();
        } finally {
            // What is on the wire is paid for: its answer is written, whatever else went wrong.
            awaitHands();
        }
        return moved.get();
    }

    private void buy() throws InterruptedException {
        new KnownFirst(ledger, sleeper).await();
        while (!signals.noMoreSubmits()) {
            long seen = ledger.version();
            List<PendingRow> page = ledger.pending(Set.copyOf(inHand), PAGE);
            if (page.isEmpty() && inHand.isEmpty() && ledger.left(RowState.PENDING) == 0) {
                break;
            }
            if (page.isEmpty()) {
                ledger.awaitChange(seen, GLANCE);
            }
            for (PendingRow row : page) {
                if (!mayGo(row)) {
                    break;
                }
                handOn(row);
            }
        }
    }

    private boolean mayGo(PendingRow row) throws InterruptedException {
        if (!roomInWindow() || !gateOpen()) {
            return false;
        }
        for (Brake brake : brakes) {
            long seen = ledger.version();
            if (!brake.ready(row)) {
                ledger.awaitChange(seen, GLANCE);
                return false;
            }
            RunSignals.Stop stop = brake.before(row);
            if (stop != null) {
                signals.stop(stop.reason(), stop.words());
                return false;
            }
        }
        return true;
    }

    private boolean roomInWindow() throws InterruptedException {
        while (!signals.noMoreSubmits()) {
            long seen = ledger.version();
            // A row that was just accepted may count twice for a moment, which errs on the side of waiting.
            if (inHand.size() + ledger.left(RowState.SUBMITTED) < window) {
                return true;
            }
            ledger.awaitChange(seen, GLANCE);
        }
        return false;
    }

    private boolean gateOpen() throws InterruptedException {
        Duration left = gate.left();
        while (!left.isZero() && !signals.noMoreSubmits()) {
            sleeper.sleep(left.compareTo(GLANCE) > 0 ? GLANCE : left);
            left = gate.left();
        }
        return !signals.noMoreSubmits();
    }

    private void handOn(PendingRow row) throws InterruptedException {
        Duration wait = sleepUntilNear(pacer.reserve());
        if (wait == null) {
            ledger.spending().release(row.key());
            return;
        }
        inHand.add(row.key());
        try {
            workers.execute(() -> make(row, wait));
        } catch (RuntimeException | Error e) {
            inHand.remove(row.key());
            throw e;
        }
    }

    /** Sleeps until the look-ahead before the slot; returns what is left then, or null if the run is to stop. */
    private @Nullable Duration sleepUntilNear(Duration wait) throws InterruptedException {
        Duration left = wait;
        while (left.compareTo(LOOK_AHEAD) > 0) {
            Duration nap = left.minus(LOOK_AHEAD);
            Duration step = nap.compareTo(GLANCE) > 0 ? GLANCE : nap;
            sleeper.sleep(step);
            left = left.minus(step);
            if (signals.noMoreSubmits()) {
                return null;
            }
        }
        return left;
    }

    private void make(PendingRow row, Duration untilSlot) {
        try {
            if (purchase.make(row, untilSlot)) {
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

    private void awaitHands() throws InterruptedException {
        while (!inHand.isEmpty()) {
            sleeper.sleep(Duration.ofMillis(5));
        }
    }
}
