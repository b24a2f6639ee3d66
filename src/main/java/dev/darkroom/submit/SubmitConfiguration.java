package dev.darkroom.submit;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkerThreads;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the step that buys, and the one before it that asks whether it may. */
@Configuration(proxyBeanMethods = false)
public class SubmitConfiguration {

    @Bean
    Estimates estimates() {
        return new Estimates();
    }

    @Bean
    ConfirmedPurchases confirmedPurchases(RunContext context, Confirmation user, RunLedger ledger) {
        return new ConfirmedPurchases(user, confirmOver(context.job()), ledger);
    }

    @Bean
    Step preflight(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            ConfirmedPurchases confirmation,
            Breaker breaker,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        return StreamingStep.beforeBuying(
                "preflight",
                repository,
                ledger.signals(),
                new PreflightTasklet(
                        ledger,
                        service,
                        estimates,
                        job.budget().price(),
                        job.budget().maxCost(),
                        confirmOver(job),
                        confirmation,
                        new FirstWord(
                                service,
                                ledger.signals(),
                                breaker,
                                brakes(context, ledger, estimates, wall, clock),
                                sleeper)));
    }

    @Bean
    Step submit(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            ConfirmedPurchases confirmed,
            Pace submitPace,
            Breaker breaker,
            WorkerThreads workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        List<Brake> brakes = new ArrayList<>();
        brakes.add(confirmed);
        brakes.addAll(brakes(context, ledger, estimates, wall, clock));
        Submitter submitter = new Submitter(
                ledger,
                new Purchase(ledger, service, estimates, submitPace, breaker, clock, sleeper),
                submitPace,
                breaker,
                new KnownFirst(ledger, clock),
                brakes,
                context.job().submit().maxInFlight());
        return StreamingStep.of(
                "submit",
                repository,
                new WorkLoop(
                        ledger,
                        submitter,
                        workers.open("submit-", context.job().submit().maxInFlight()),
                        sleeper));
    }

    /** Nothing costs money on this machine. */
    private static int confirmOver(JobSpec job) {
        return job.api().loopback() ? -1 : job.confirmOver();
    }

    private static List<Brake> brakes(
            RunContext context, RunLedger ledger, Estimates estimates, InstantSource wall, MonotonicClock clock) {
        JobSpec job = context.job();
        List<Brake> brakes = new ArrayList<>();
        if (job.deadline() != null) {
            ZoneId zone = ZoneId.systemDefault();
            ZonedDateTime end = job.deadline().from(context.startedAt(), zone).atZone(zone);
            boolean timeOfDay = job.deadline().at() != null;
            brakes.add(timeOfDay ? DeadlineBrake.at(end, wall, clock) : DeadlineBrake.after(end, wall, clock));
        }
        // Rows the user has picked are not held back for others, which may never come to their end.
        if (job.canary() != null && !context.scope().limited()) {
            brakes.add(new CanaryBrake(job.canary(), job.failThreshold(), ledger));
        }
        if (job.budget().maxCost() != null) {
            brakes.add(new BudgetBrake(job.budget().maxCost(), estimates, ledger.spending()));
        }
        return brakes;
    }
}
