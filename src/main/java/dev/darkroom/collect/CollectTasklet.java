package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.Turn;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
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

    private static final Duration UNTIL_HANDS_ARE_FREE = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final Collector collector;
    private final Sleeper sleeper;

    /**
     * @param cancels whether the user cancels the run: nothing may wait in the service's queue any more
     * @param pace of the questions, apart from that of the submits
     */
    public CollectTasklet(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            boolean cancels,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.sleeper = sleeper;
        QueueLimit queueLimit = cancels ? QueueLimit.NONE_MAY_WAIT : QueueLimit.timeout(rules.queueTimeout());
        Question question =
                new Question(ledger, service, rules, queueLimit, new UsualTimes(), pace, breaker, clock, Jitter.real());
        this.collector = new Collector(ledger, question, pace, breaker, workers, new SubmitAge(wall, clock), clock);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            collectAll();
            contribution.incrementWriteCount(collector.collected());
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "collecting failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.COLLECT);
        }
    }

    private void collectAll() throws InterruptedException {
        try {
            Turn turn = collector::turn;
            turn.takeAll(ledger);
        } finally {
            // What an answer said is written, whatever else went wrong.
            while (collector.busy()) {
                sleeper.sleep(UNTIL_HANDS_ARE_FREE);
            }
        }
    }
}
