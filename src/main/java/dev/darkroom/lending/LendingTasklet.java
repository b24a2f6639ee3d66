package dev.darkroom.lending;

import dev.darkroom.ledger.lease.RunOffer;
import dev.darkroom.ledger.lease.WorkerStop;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.signals.WorkStep;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Manages the workers of a run beside the steps that submit, collect and download here, until nothing is left to submit and
 * all that was lent has come back; or, at a stop that ends everything, until the workers have left or had the time to.
 */
public final class LendingTasklet implements Tasklet {

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration RENEWAL = Duration.ofSeconds(5);
    private static final Duration SEARCH_INTERVAL = Duration.ofSeconds(1);

    /** The time in which workers end what is on the wire; their promise is to be gone a little sooner. */
    private static final Duration TIME_TO_LEAVE = Duration.ofSeconds(6);

    private final RunLending lending;
    private final RunSignals signals;
    private final RunOffer offer;
    private final MonotonicClock clock;
    private final Sleeper sleeper;
    private @Nullable WorkerStop told;
    private MonotonicTime nextRenewal = MonotonicTime.MIN;
    private MonotonicTime nextSearch = MonotonicTime.MIN;

    public LendingTasklet(RunLending lending, RunOffer offer, MonotonicClock clock, Sleeper sleeper) {
        this.lending = lending;
        this.signals = lending.signals();
        this.offer = offer;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        if (!signals.submitsStopped()) {
            lending.open(offer);
            manage();
            dismiss();
        }
        return RepeatStatus.FINISHED;
    }

    private void manage() throws InterruptedException {
        while (!signals.stopImmediately() && !(signals.hasEnded(WorkStep.SUBMIT) && !lending.mayGrow())) {
            if (!clock.now().isBefore(nextRenewal)) {
                lending.renew();
                nextRenewal = clock.now().plus(RENEWAL);
            }
            if (told == null && isToCollect()) {
                tell(WorkerStop.COLLECT);
            }
            boolean isDue = !clock.now().isBefore(nextSearch);
            if (isDue) {
                nextSearch = clock.now().plus(SEARCH_INTERVAL);
                lending.refresh();
            }
            if (isDue || lending.hasWorkers()) {
                lending.tick();
            }
            sleeper.sleep(INTERVAL);
        }
    }

    /** Returns whether workers are to submit nothing more; what was lent within the budget is submitted all the same. */
    private boolean isToCollect() {
        RunSignals.StopSignal stopped = signals.stopped();
        return stopped != null && stopped.reason() != StopReason.BUDGET;
    }

    private void tell(WorkerStop stop) {
        lending.tell(stop);
        told = stop;
    }

    private void dismiss() throws InterruptedException {
        if (signals.ledgerLost()) {
            return;
        }
        MonotonicTime end = clock.now().plus(TIME_TO_LEAVE);
        if (lending.mayGrow()) {
            tell(WorkerStop.LEAVE);
            while (lending.isShared() && clock.now().isBefore(end) && !signals.ledgerLost()) {
                lending.tick();
                sleeper.sleep(INTERVAL);
            }
        }
        lending.close();
    }
}
