package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.PollRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.stations.Turns;
import dev.darkroom.step.WorkLoop;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** Lets tests outside this room take a collector's turns one by one. */
public final class NightQuestions {

    private NightQuestions() {}

    public static Turns.Turn turns(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Jitter jitter) {
        Question question = new Question(
                ledger,
                service,
                rules,
                QueueLimit.timeout(rules.queueTimeout()),
                new UsualTimes(),
                pace,
                breaker,
                clock,
                jitter);
        Collector collector = new Collector(ledger, question, pace, breaker, new SubmitAge(wall, clock), clock);
        return new WorkLoop(ledger, collector, workers, Sleeper.real())::turn;
    }
}
