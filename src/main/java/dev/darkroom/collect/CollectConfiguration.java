package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.StoredDurations;
import dev.darkroom.ledger.spending.AccountBalances;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.PauseStore;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import dev.darkroom.step.WorkerThreads;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the step that polls what was submitted until it has come to its end, and the one that asks for costs. */
@Configuration(proxyBeanMethods = false)
public class CollectConfiguration {

    private static final BigDecimal MIN_POLLS = BigDecimal.valueOf(20);
    private static final BigDecimal POLLS_PER_SUBMIT = BigDecimal.TEN;

    @Bean
    CallRateLimiter pollPace(RunContext context, PauseStore pauses, MonotonicClock clock) {
        CallRate submits = context.job().submit().rate();
        BigDecimal polls = BigDecimal.valueOf(submits.perSecond()).multiply(POLLS_PER_SUBMIT);
        CallRate rate = new CallRate(polls.max(MIN_POLLS), Duration.ofSeconds(1));
        return new CallRateLimiter("polls", rate, null, pauses, clock);
    }

    @Bean
    Step collect(JobRepository repository, WorkLoop collectWork) {
        return StreamingStep.of("collect", repository, collectWork);
    }

    @Bean
    WorkLoop collectWork(
            RunContext context,
            RunLedger ledger,
            ImageService service,
            CallRateLimiter pollPace,
            ServiceCircuitBreaker circuitBreaker,
            WorkerThreads workers,
            WorkShare share,
            DataSource dataSource,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        QueueLimit queueLimit = context.scope().cancels()
                ? QueueLimit.NONE_MAY_WAIT
                : QueueLimit.timeout(context.job().poll().queueTimeout());
        StoredDurations earlier =
                new StoredDurations(dataSource, context.job().api().identity());
        ModelDurations usualTimes = new ModelDurations(earlier::newest);
        RequestPoller poller = new RequestPoller(
                ledger,
                service,
                context.job().poll(),
                queueLimit,
                usualTimes,
                pollPace,
                circuitBreaker,
                clock,
                PauseJitter.real());
        int maxInFlight = PollLoop.maxInFlight(context.job().submit().rate());
        PollLoop collector = new PollLoop(
                ledger,
                poller,
                new PollSchedule(usualTimes, clock),
                pollPace,
                circuitBreaker,
                new SubmitAge(wall, clock),
                clock,
                maxInFlight,
                share);
        return new WorkLoop(ledger, collector, workers.open("collect-", maxInFlight), sleeper);
    }

    @Bean
    Step costs(
            JobRepository repository,
            RunLedger ledger,
            AccountBalances balances,
            ImageService service,
            CallRateLimiter pollPace,
            WorkerThreads workers,
            MonotonicClock clock,
            Sleeper sleeper) {
        CostInquiry costs = new CostInquiry(
                ledger, service, pollPace, workers.open("costs-", CostInquiry.MAX_IN_FLIGHT), clock, sleeper);
        BalanceInquiry balance = new BalanceInquiry(service, balances, ledger.signals());
        return StreamingStep.of("costs", repository, (contribution, chunk) -> {
            RepeatStatus status = costs.execute(contribution, chunk);
            balance.ask();
            return status;
        });
    }
}
