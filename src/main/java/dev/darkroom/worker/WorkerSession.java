package dev.darkroom.worker;

import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerTakenException;
import dev.darkroom.ledger.lease.LeaseTables;
import dev.darkroom.ledger.lease.WorkerOrders;
import dev.darkroom.ledger.lease.WorkerReport;
import dev.darkroom.ledger.lease.WorkerStop;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.step.WorkLoop;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * A worker's part in one run, from its first lease to its last row: three loops submit, collect and download as in the
 * process that manages the run, while this one says that it is alive, claims leases and gives them back. Used once, by one
 * thread.
 */
final class WorkerSession {

    private static final Logger log = LoggerFactory.getLogger(WorkerSession.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    private final LeaseTables tables;
    private final int run;
    private final long worker;
    private final RunLedger ledger;
    private final RunSignals signals;
    private final LeasedShare share;
    private final ClaimedLeases leases;
    private final List<WorkLoop> loops;
    private final WorkerHealth health;
    private final Runnable refreshing;
    private final MonotonicClock clock;
    private final Sleeper sleeper;
    private MonotonicTime nextHeartbeat = MonotonicTime.MIN;
    private @Nullable WorkerStop told;
    private boolean reported;
    private boolean mayClaim = true;

    /** @param refreshing hears each second what others have learned of the service */
    WorkerSession(
            LeaseTables tables,
            long worker,
            RunLedger ledger,
            LeasedShare share,
            ClaimedLeases leases,
            List<WorkLoop> loops,
            WorkerHealth health,
            Runnable refreshing,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.tables = tables;
        this.run = ledger.run().number();
        this.worker = worker;
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.share = share;
        this.leases = leases;
        this.loops = List.copyOf(loops);
        this.health = health;
        this.refreshing = refreshing;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /** Works until the run ends or stops, the worker is to stop, or the database is away. */
    void work() throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(new CustomizableThreadFactory("worker-"));
        List<? extends Future<?>> ends =
                loops.stream().map(loop -> threads.submit(() -> run(loop))).toList();
        try {
            while (!ends.stream().allMatch(Future::isDone)) {
                tick();
                sleeper.sleep(INTERVAL);
            }
        } finally {
            share.close();
            if (signals.stopped() == null) {
                signals.stop(StopReason.SIGNAL, "the worker ends");
            }
            threads.shutdown();
        }
        leave();
    }

    private static void run(WorkLoop loop) {
        try {
            loop.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // The loop has stopped the others, and said why.
            log.info("a step ended early", e);
        }
    }

    /** Says that the worker is alive, hears what it is told, and gives back and claims leases. */
    void tick() {
        health.lives();
        if (signals.ledgerLost()) {
            share.close();
            return;
        }
        try {
            if (!clock.now().isBefore(nextHeartbeat)) {
                nextHeartbeat = clock.now().plus(HEARTBEAT);
                heartbeat();
            }
            reportOwnStop();
            leases.endFinished(signals.submitsStopped());
            if (signals.submitsStopped()) {
                share.close();
            } else if (mayClaim && share.maxInFlight() > 0) {
                leases.claimIfShort();
            }
        } catch (RuntimeException e) {
            signals.failed(e, "the worker failed: " + FailureText.of(e));
        }
    }

    private void heartbeat() {
        long atService = ledger.work().left(RowState.SUBMITTING) + ledger.work().left(RowState.SUBMITTED);
        int held = (int) Math.max(share.maxInFlight(), atService);
        Optional<WorkerOrders> orders = tables.workers().heartbeat(worker, held);
        if (orders.isPresent()) {
            share.grant(orders.get().granted());
            refreshing.run();
            obey(orders.get().stop());
        } else if (leases.isEmpty()) {
            // The run is over, as it is for whoever has nothing of it.
            told = WorkerStop.LEAVE;
            signals.stop(StopReason.SIGNAL, "the run takes no workers any more");
        } else {
            signals.ledgerAway(new LedgerTakenException());
        }
    }

    private void obey(@Nullable WorkerStop stop) {
        if (stop == null || stop == told) {
            return;
        }
        told = stop;
        mayClaim = false;
        // What it stopped for is told where it is managed.
        signals.stop(stop == WorkerStop.LEAVE ? StopReason.SIGNAL : StopReason.DEADLINE, "the run stops");
    }

    /** Tells the run why this worker stops, if that is its own doing: it may be a reason for all. */
    private void reportOwnStop() {
        RunSignals.StopSignal stopped = signals.stopped();
        if (stopped != null && told == null && !reported && stopped.reason() != StopReason.SIGNAL) {
            tables.workers()
                    .report(
                            run,
                            worker,
                            new WorkerReport.WorkerEnd(stopped.reason().name(), stopped.message()));
            reported = true;
        }
    }

    /** Gives back what is left. */
    void leave() {
        if (signals.ledgerLost()) {
            return;
        }
        try {
            ledger.settle();
            reportOwnStop();
            tables.workers().leave(worker);
        } catch (RuntimeException e) {
            signals.failed(e, "the worker could not give its rows back: " + FailureText.of(e));
        }
    }
}
