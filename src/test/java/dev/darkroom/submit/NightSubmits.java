package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.rules.BudgetRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.MemoryText;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.step.tasklet.Tasklet;
import tools.jackson.databind.json.JsonMapper;

/** Lets tests outside this room run the submitter's loop step by step. */
public final class NightSubmits {

    private NightSubmits() {}

    public static LoopDriver.LoopTurn loop(
            RunLedger ledger,
            ImageService service,
            int window,
            CostEstimates estimates,
            List<SubmitGuard> guards,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            ExecutorService workers,
            MonotonicClock clock,
            Sleeper sleeper) {
        SubmitLoop submitter = new SubmitLoop(
                ledger,
                new RowSubmitter(
                        ledger, service, SentInput.AS_STORED, estimates, rateLimiter, circuitBreaker, clock, sleeper),
                rateLimiter,
                circuitBreaker,
                new OutstandingFirst(ledger, clock),
                guards,
                WorkShare.whole(window));
        return new WorkLoop(ledger, submitter, workers, sleeper)::runOnce;
    }

    /** Makes the check of the service before the first purchase, which confirms whatever it costs. */
    public static Tasklet preflight(
            RunLedger ledger,
            ImageService service,
            CostEstimates estimates,
            BudgetRules budget,
            List<SubmitGuard> guards,
            ServiceCircuitBreaker circuitBreaker,
            Sleeper sleeper) {
        return new PreflightTasklet(
                ledger,
                service,
                estimates,
                budget,
                -1,
                (purchases, estimate) -> true,
                new ServiceProbe(service, ledger.signals(), circuitBreaker, guards, sleeper),
                () -> {},
                () -> {},
                () -> {},
                model -> {},
                new AccountBalances(new MemoryText(), JsonMapper.shared(), InstantSource.system()));
    }
}
