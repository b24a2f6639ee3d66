package dev.darkroom.submit;

import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.FakeService;
import dev.darkroom.scenes.LedgerScene;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** A submitter over a real ledger and a fake service, in time that the sleeper moves on. */
final class SubmitterFixture {

    final LedgerScene scene;
    final FakeService service = new FakeService();
    final CostEstimates estimates = new CostEstimates();
    final List<SubmitGuard> guards = new ArrayList<>();
    ExecutorService workers = new SameThread();
    CallRate rate = new CallRate(BigDecimal.valueOf(1_000_000), Duration.ofSeconds(1));

    @Nullable
    CallRateLimiter rateLimiter;

    Sleeper sleeper;
    SentInput sentInput = SentInput.AS_STORED;
    int window = 100;
    Duration outageLimit = Duration.ofMinutes(30);

    SubmitterFixture(LedgerScene scene) {
        this.scene = scene;
        this.sleeper = scene.clock()::advance;
        estimates.price("flash", new BigDecimal("0.02"));
    }

    RunSignals signals() {
        return scene.ledger().signals();
    }

    /** Returns the rate limiter that it will keep to, or keeps to. */
    CallRateLimiter pace() {
        if (rateLimiter == null) {
            rateLimiter = new CallRateLimiter("submits", rate, null, scene.clock());
        }
        return rateLimiter;
    }

    long run() throws InterruptedException {
        ServiceCircuitBreaker circuitBreaker = new ServiceCircuitBreaker(scene.clock(), outageLimit);
        RowSubmitter rowSubmitter = new RowSubmitter(
                scene.ledger(), service, sentInput, estimates, pace(), circuitBreaker, scene.clock(), sleeper);
        OutstandingFirst outstandingFirst = new OutstandingFirst(scene.ledger(), scene.clock());
        SubmitLoop submitter = new SubmitLoop(
                scene.ledger(),
                rowSubmitter,
                pace(),
                circuitBreaker,
                outstandingFirst,
                guards,
                WorkShare.whole(window));
        WorkLoop loop = new WorkLoop(scene.ledger(), submitter, workers, sleeper);
        try {
            LoopDriver.all(loop::runOnce, workers instanceof SameThread ? sleeper : this::awaitChange);
        } finally {
            while (loop.isBusy()) {
                Sleeper.real().sleep(Duration.ofMillis(1));
            }
        }
        return loop.moved();
    }

    /** Waits for a change; workers of its own need a moment of real time, and the test's clock runs on besides. */
    private void awaitChange(Duration most) throws InterruptedException {
        scene.ledger().awaitChange(scene.ledger().version(), Duration.ofMillis(2));
        scene.clock().advance(most);
    }
}
