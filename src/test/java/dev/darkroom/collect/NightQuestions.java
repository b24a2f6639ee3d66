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
import java.time.InstantSource;
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
        RequestPoller poller = new RequestPoller(
                ledger,
                service,
                rules,
                QueueLimit.timeout(rules.queueTimeout()),
                new ModelDurations(),
                rateLimiter,
                circuitBreaker,
                clock,
                jitter);
        PollLoop collector =
                new PollLoop(ledger, poller, rateLimiter, circuitBreaker, new SubmitAge(wall, clock), clock);
        return new WorkLoop(ledger, collector, workers, Sleeper.real())::runOnce;
    }
}
