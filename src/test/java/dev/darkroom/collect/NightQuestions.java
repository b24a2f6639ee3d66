package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.rules.PollRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** Lets tests outside this room run a collector's loop step by step. */
public final class NightQuestions {

    private NightQuestions() {}

    public static LoopDriver.LoopTurn loop(
            RunLedger ledger,
            ImageService service,
            PollRules rules,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            PauseJitter jitter) {
        ModelDurations usualTimes = new ModelDurations(model -> List.of());
        RequestPoller poller = new RequestPoller(
                ledger,
                service,
                rules,
                QueueLimit.timeout(rules.queueTimeout()),
                usualTimes,
                rateLimiter,
                circuitBreaker,
                clock,
                jitter);
        PollLoop collector = new PollLoop(
                ledger,
                poller,
                new PollSchedule(usualTimes, clock),
                rateLimiter,
                circuitBreaker,
                new SubmitAge(wall, clock),
                clock,
                PollLoop.MIN_IN_FLIGHT,
                WorkShare.whole(1));
        return new WorkLoop(ledger, collector, workers, Sleeper.real())::runOnce;
    }
}
