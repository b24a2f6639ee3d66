package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.collect.CollectTasklet;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.LearnedRates;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.submit.Brake;
import dev.darkroom.submit.BudgetBrake;
import dev.darkroom.submit.CanaryBrake;
import dev.darkroom.submit.ConfirmedPurchases;
import dev.darkroom.submit.DeadlineBrake;
import dev.darkroom.submit.Estimates;
import dev.darkroom.submit.FirstWord;
import dev.darkroom.submit.PreflightTasklet;
import dev.darkroom.submit.SubmitTasklet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that speak with the service about purchases. */
@Configuration(proxyBeanMethods = false)
class BuyingConfiguration {

    private static final BigDecimal FEWEST_POLLS = BigDecimal.valueOf(20);
    private static final BigDecimal POLLS_PER_SUBMIT = BigDecimal.TEN;

    @Bean
    Breaker breaker(RunContext context, MonotonicClock clock) {
        return new Breaker(clock, context.job().outageLimit());
    }

    @Bean
    KnownPace knownPace(RunContext context, DataSource dataSource, InstantSource wall, MonotonicClock clock) {
        return KnownPace.of(
                new LearnedRates(dataSource),
                context.run().service(),
                context.job().submit().rate(),
                wall,
                clock);
    }

    @Bean
    Pace submitPace(KnownPace known) {
        return known.submits();
    }

    @Bean
    Trouble trouble(Breaker breaker, Pace submitPace) {
        return new Trouble(breaker, submitPace);
    }

    @Bean
    Pace pollPace(RunContext context, MonotonicClock clock) {
        Rate submits = context.job().submit().rate();
        BigDecimal polls = BigDecimal.valueOf(submits.perSecond()).multiply(POLLS_PER_SUBMIT);
        return new Pace("polls", new Rate(polls.max(FEWEST_POLLS), Duration.ofSeconds(1)), null, clock);
    }

    @Bean
    ConfirmedPurchases confirmedPurchases(RunContext context, RunLedger ledger) {
        long confirmOver = context.service().loopback() ? -1 : context.job().confirmOver();
        return new ConfirmedPurchases(context.confirmation(), confirmOver, ledger);
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
        int confirmOver = context.service().loopback() ? -1 : job.confirmOver();
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
                        confirmOver,
                        confirmation,
                        new FirstWord(
                                service,
                                ledger.signals(),
                                breaker,
                                brakes(context, ledger, estimates, wall, clock),
                                sleeper)));
    }

    @Bean
    Step refuse(JobRepository repository, RunContext context, RunLedger ledger) {
        return StreamingStep.of("refuse", repository, (contribution, chunk) -> {
            ledger.signals().refuse(Objects.requireNonNull(context.scope().refusal(), "refusal is null"));
            return RepeatStatus.FINISHED;
        });
    }

    @Bean
    Step withdraw(JobRepository repository, RunLedger ledger) {
        return StreamingStep.beforeBuying("withdraw", repository, ledger.signals(), new WithdrawTasklet(ledger));
    }

    @Bean
    SubmitTasklet submitTasklet(
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Estimates estimates,
            ConfirmedPurchases confirmed,
            Pace submitPace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        List<Brake> brakes = new ArrayList<>();
        brakes.add(confirmed);
        brakes.addAll(brakes(context, ledger, estimates, wall, clock));
        return new SubmitTasklet(
                ledger,
                service,
                context.job().submit().maxInFlight(),
                estimates,
                brakes,
                submitPace,
                breaker,
                workers,
                clock,
                sleeper);
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
            Pace pollPace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        return StreamingStep.of(
                "collect",
                repository,
                new CollectTasklet(
                        ledger,
                        service,
                        context.job().poll(),
                        context.scope().cancels(),
                        pollPace,
                        breaker,
                        workers,
                        wall,
                        clock,
                        sleeper));
    }
}
