package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.Turn;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that buys. It streams and has no transaction of its own: a rolled-back chunk would be bought again.
 */
public final class SubmitTasklet implements Tasklet {

    private static final Duration UNTIL_HANDS_ARE_FREE = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final Submitter submitter;
    private final Sleeper sleeper;

    /** @param maxInFlight how many requests may be at the service at once */
    public SubmitTasklet(
            RunLedger ledger,
            ImageService service,
            int maxInFlight,
            Estimates estimates,
            List<Brake> brakes,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.sleeper = sleeper;
        Purchase purchase = new Purchase(ledger, service, estimates, pace, breaker, clock, sleeper);
        KnownFirst knownFirst = new KnownFirst(ledger, clock);
        this.submitter = new Submitter(ledger, purchase, pace, breaker, knownFirst, brakes, maxInFlight, workers);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            submitAll();
            ledger.doubtAgain();
            contribution.incrementWriteCount(submitter.moved());
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "submitting failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.SUBMIT);
        }
    }

    private void submitAll() throws InterruptedException {
        try {
            turns().takeAll(ledger);
        } finally {
            // What is on the wire is paid for: its answer is written, whatever else went wrong.
            while (submitter.busy()) {
                sleeper.sleep(UNTIL_HANDS_ARE_FREE);
            }
        }
    }

    Turn turns() {
        return submitter::turn;
    }
}
