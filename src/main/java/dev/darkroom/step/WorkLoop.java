package dev.darkroom.step;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Drives a step that works on many rows at once: one thread decides what comes now, workers do it. The step streams and
 * has no transaction of its own: a rolled-back chunk would be submitted again.
 *
 * Whatever fails stops the run. What is in flight then is waited for, since it is paid for: its answer is written,
 * whatever else went wrong. The next step learns of the end only after that.
 */
public final class WorkLoop implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(WorkLoop.class);

    private static final Duration WORKER_WAIT = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final RunSignals signals;
    private final StepWork work;
    private final Executor workers;
    private final Sleeper sleeper;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicLong moved = new AtomicLong();

    public WorkLoop(RunLedger ledger, StepWork work, Executor workers, Sleeper sleeper) {
        this.ledger = ledger;
        this.signals = ledger.signals();
        this.work = work;
        this.workers = workers;
        this.sleeper = sleeper;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        run();
        contribution.incrementWriteCount(moved());
        return RepeatStatus.FINISHED;
    }

    /** Works until nothing is left to do and nothing will come, or the run stops. */
    public void run() throws Exception {
        try {
            work.begin();
            workAll();
            signals.raiseWatched();
            work.end();
        } catch (Exception | Error e) {
            signals.failed(e, work.action() + " failed: " + FailureText.of(e));
            throw e;
        } finally {
            signals.ended(work.step());
        }
    }

    private void workAll() throws InterruptedException {
        try {
            long seen = ledger.version();
            for (Duration pause = runOnce(); pause != null; pause = runOnce()) {
                ledger.awaitChange(seen, pause);
                seen = ledger.version();
            }
        } finally {
            awaitWorkers();
            ledger.settle();
        }
    }

    /**
     * Does what is to be done now, without waiting; returns how long to wait for more unless the ledger changes before,
     * or null at the end.
     */
    public @Nullable Duration runOnce() {
        signals.raiseWatched();
        NextWork next = work.next(inFlight.get());
        if (next.item() != null) {
            dispatch(next.item());
        }
        return next.pause();
    }

    private void dispatch(WorkItem item) {
        inFlight.incrementAndGet();
        open.incrementAndGet();
        try {
            workers.execute(() -> make(item));
        } catch (RuntimeException | Error e) {
            inFlight.decrementAndGet();
            open.decrementAndGet();
            throw e;
        }
    }

    private void make(WorkItem item) {
        try {
            CompletableFuture<Boolean> unused = item.start()
                    .begin()
                    .whenComplete((hasMoved, failure) -> endLater(item, Boolean.TRUE.equals(hasMoved), failure));
        } catch (InterruptedException e) {
            end(item, false, e);
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            end(item, false, e);
            throw e;
        } finally {
            inFlight.decrementAndGet();
        }
    }

    /**
     * Ends an item that its worker only began. No worker fails with it, so that it is logged here: the first of many, and
     * none for lack of room, of which the user is told.
     */
    private void endLater(WorkItem item, boolean hasMoved, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause != null && signals.stopped() == null && !DiskFull.isCauseOf(cause)) {
            log.info("{} failed", item.name(), cause);
        }
        end(item, hasMoved, cause);
    }

    private void end(WorkItem item, boolean hasMoved, @Nullable Throwable failure) {
        try {
            if (failure instanceof InterruptedException) {
                signals.stop(StopReason.FAILURE, item.name() + " was interrupted");
            } else if (failure != null) {
                signals.failed(failure, item.name() + " failed: " + FailureText.of(failure));
            } else if (hasMoved) {
                moved.incrementAndGet();
            }
        } finally {
            open.decrementAndGet();
        }
    }

    private void awaitWorkers() throws InterruptedException {
        for (Duration waited = Duration.ZERO; isBusy(); waited = waited.plus(WORKER_WAIT)) {
            work.hurry(waited);
            sleeper.sleep(WORKER_WAIT);
        }
    }

    /** Returns whether an item has not come to its end. */
    public boolean isBusy() {
        return open.get() > 0;
    }

    /** The number of items that moved their row to another state. */
    public long moved() {
        return moved.get();
    }
}
