package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.Budget;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.stations.Turns;
import dev.darkroom.step.WorkLoop;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.step.tasklet.Tasklet;

/** Lets tests outside this room take the submitter's turns one by one. */
public final class NightSubmits {

    private NightSubmits() {}

    public static Turns.Turn turns(
            RunLedger ledger,
            ImageService service,
            int window,
            Estimates estimates,
            List<Brake> brakes,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            MonotonicClock clock,
            Sleeper sleeper) {
        Submitter submitter = new Submitter(
                ledger,
                new Purchase(ledger, service, estimates, pace, breaker, clock, sleeper),
                pace,
                breaker,
                new KnownFirst(ledger, clock),
                brakes,
                window);
        return new WorkLoop(ledger, submitter, workers, sleeper)::turn;
    }

    /** The look at the service before the first purchase, which confirms whatever it costs. */
    public static Tasklet preflight(
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            Budget budget,
            List<Brake> brakes,
            Breaker breaker,
            Sleeper sleeper) {
        return new PreflightTasklet(
                ledger,
                service,
                estimates,
                budget.price(),
                budget.maxCost(),
                -1,
                (purchases, estimate) -> true,
                new FirstWord(service, ledger.signals(), breaker, brakes, sleeper));
    }
}
