package dev.darkroom.results;

import dev.darkroom.io.FileMover;
import dev.darkroom.ledger.history.FailedCalls;
import dev.darkroom.ledger.history.RunOutcomes;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Wires the step that writes what became of the rows. */
@Configuration(proxyBeanMethods = false)
public class ResultsConfiguration {

    @Bean
    RunOutcomes outcomes(RunContext context, DataSource dataSource, JsonMapper json) {
        return new RunOutcomes(dataSource, json, context.run());
    }

    @Bean
    FailedCalls failedCalls(RunContext context, DataSource dataSource) {
        return new FailedCalls(dataSource, context.run());
    }

    @Bean
    ResultsTasklet resultsTasklet(
            RunContext context, Supplier<RunFacts> facts, RunOutcomes outcomes, FailedCalls failedCalls) {
        ResultsPlan plan = ResultsPlan.of(
                context.run(),
                context.job(),
                context.survey(),
                context.job().report().by());
        return new ResultsTasklet(
                plan,
                new ResultsProjection(FileMover.atomic()),
                facts,
                outcomes,
                failedCalls,
                context.manifest()::open);
    }

    @Bean
    Step results(JobRepository repository, ResultsTasklet tasklet) {
        return StreamingStep.of("results", repository, tasklet);
    }
}
