package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.collect.CollectTasklet;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.submit.Brake;
import dev.darkroom.submit.BudgetBrake;
import dev.darkroom.submit.CanaryBrake;
import dev.darkroom.submit.DeadlineBrake;
import dev.darkroom.submit.Estimates;
import dev.darkroom.submit.PreflightTasklet;
import dev.darkroom.submit.SubmitTasklet;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that speak with the service about purchases. */
@Configuration(proxyBeanMethods = false)
class BuyingConfiguration {

    private static final Duration SLOWEST_POLLS = Duration.ofMillis(50);
    private static final int POLLS_PER_SUBMIT = 10;

    @Bean
    Step preflight(
            JobRepository repository, RunContext context, RunLedger ledger, ImageService service, Estimates estimates) {
        if (context.scope().cancels()) {
            return StreamingStep.of("withdraw", repository, new WithdrawTasklet(ledger));
        }
        JobSpec job = context.job();
        int confirmOver = context.service().loopback() ? -1 : job.confirmOver();
        return StreamingStep.of(
                "preflight",
                repository,
                new PreflightTasklet(
                        ledger,
                        service,
                        estimates,
                        job.budget().price(),
                        job.budget().maxCost(),
                        confirmOver,
                        context.confirmation()));
    }

    @Bean
    SubmitTasklet submitTasklet(
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        return new SubmitTasklet(
                ledger,
                service,
                job.submit(),
                estimates,
                brakes(context, ledger, estimates, clock),
                job.outageLimit(),
                workers,
                clock,
                sleeper);
    }

    private static List<Brake> brakes(RunContext context, RunLedger ledger, Estimates estimates, InstantSource clock) {
        JobSpec job = context.job();
        List<Brake> brakes = new ArrayList<>();
        if (job.deadline() != null) {
            brakes.add(new DeadlineBrake(job.deadline().from(context.startedAt(), ZoneId.systemDefault()), clock));
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

    @Bean
    Step submit(JobRepository repository, SubmitTasklet tasklet) {
        return StreamingStep.of("submit", repository, tasklet);
    }

    @Bean
    Step collect(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        Duration interval = job.submit().rate().interval().dividedBy(POLLS_PER_SUBMIT);
        Duration polls = interval.compareTo(SLOWEST_POLLS) > 0 ? SLOWEST_POLLS : interval;
        return StreamingStep.of(
                "collect",
                repository,
                new CollectTasklet(
                        ledger,
                        service,
                        job.poll(),
                        context.scope().cancels(),
                        Pacer.evenly("poll", polls),
                        job.outageLimit(),
                        workers,
                        clock,
                        sleeper));
    }
}
