package dev.darkroom.collect;

import dev.darkroom.api.ImageService;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkerThreads;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the step that asks for what was bought until it has come to its end. */
@Configuration(proxyBeanMethods = false)
public class CollectConfiguration {

    private static final BigDecimal MIN_POLLS = BigDecimal.valueOf(20);
    private static final BigDecimal POLLS_PER_SUBMIT = BigDecimal.TEN;

    @Bean
    Pace pollPace(RunContext context, MonotonicClock clock) {
        Rate submits = context.job().submit().rate();
        BigDecimal polls = BigDecimal.valueOf(submits.perSecond()).multiply(POLLS_PER_SUBMIT);
        return new Pace("polls", new Rate(polls.max(MIN_POLLS), Duration.ofSeconds(1)), null, clock);
    }

    @Bean
    Step collect(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Pace pollPace,
            Breaker breaker,
            WorkerThreads workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        QueueLimit queueLimit = context.scope().cancels()
                ? QueueLimit.NONE_MAY_WAIT
                : QueueLimit.timeout(context.job().poll().queueTimeout());
        Question question = new Question(
                ledger,
                service,
                context.job().poll(),
                queueLimit,
                new UsualTimes(),
                pollPace,
                breaker,
                clock,
                Jitter.real());
        Collector collector = new Collector(ledger, question, pollPace, breaker, new SubmitAge(wall, clock), clock);
        return StreamingStep.of(
                "collect",
                repository,
                new WorkLoop(ledger, collector, workers.open("collect-", Collector.MAX_IN_FLIGHT), sleeper));
    }
}
