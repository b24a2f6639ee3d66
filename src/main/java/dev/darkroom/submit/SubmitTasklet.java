package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.SubmitRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.Away;
import dev.darkroom.pace.Gate;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
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

    private final RunLedger ledger;
    private final Purchase purchase;
    private final Submitter submitter;

    public SubmitTasklet(
            RunLedger ledger,
            ImageService service,
            SubmitRules rules,
            Estimates estimates,
            List<Brake> brakes,
            Duration outageLimit,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        Gate gate = new Gate(clock);
        this.purchase = new Purchase(ledger, service, estimates, gate, new Away(clock, outageLimit), sleeper);
        Pacer pacer = Pacer.evenly("submit", rules.rate().interval());
        this.submitter = new Submitter(ledger, purchase, pacer, gate, brakes, rules.maxInFlight(), workers, sleeper);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            long submits = submitter.run();
            contribution.incrementWriteCount(submits);
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "submitting failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.SUBMIT);
        }
    }

    /** How many submits of this process were answered with "too many". */
    public long throttled() {
        return purchase.throttled();
    }
}
