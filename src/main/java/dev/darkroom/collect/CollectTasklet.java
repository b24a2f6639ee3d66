package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.Away;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that asks for every request until it has come to its end. */
public final class CollectTasklet implements Tasklet {

    private final RunLedger ledger;
    private final Collector collector;

    /**
     * @param cancels whether the user cancels the run: nothing may wait in the service's queue any more
     * @param pacer of the questions, apart from that of the submits
     */
    public CollectTasklet(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            boolean cancels,
            Pacer pacer,
            Duration outageLimit,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        QueueLimit queueLimit = cancels ? QueueLimit.NONE_MAY_WAIT : QueueLimit.timeout(rules.queueTimeout());
        Question question =
                new Question(ledger, service, rules, queueLimit, new UsualTimes(), new Away(clock, outageLimit), clock);
        this.collector = new Collector(ledger, question, pacer, workers, clock, sleeper);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            contribution.incrementWriteCount(collector.run());
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "collecting failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.COLLECT);
        }
    }
}
