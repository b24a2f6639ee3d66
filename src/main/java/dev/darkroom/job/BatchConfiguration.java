package dev.darkroom.job;

import dev.darkroom.collect.CollectConfiguration;
import dev.darkroom.download.DownloadConfiguration;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.monitoring.RunNotifications;
import dev.darkroom.monitoring.TolerantTask;
import dev.darkroom.report.ReportConfiguration;
import dev.darkroom.results.ResultsConfiguration;
import dev.darkroom.results.ResultsTasklet;
import dev.darkroom.reuse.ReuseConfiguration;
import dev.darkroom.sources.SourcesConfiguration;
import dev.darkroom.sources.SourcesTasklet;
import dev.darkroom.stage.StageConfiguration;
import dev.darkroom.step.RunContext;
import dev.darkroom.step.StreamingStep;
import dev.darkroom.submit.FirstPurchaseListener;
import dev.darkroom.submit.SubmitConfiguration;
import java.util.Objects;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The job: {@code stage → recover → check → reuse → look-up → preflight → split(submit ∥ collect ∥ download) →
 * share → costs → results → sources → report}; a run that is cancelled looks nothing up and requests nothing: {@code withdraw} takes
 * the place of {@code look-up} and {@code preflight}. One whose start was refused goes from {@code check} to {@code
 * refuse}.
 *
 * All steps but {@code stage} and {@code check} start again on a restart even if they had completed; what they do is a
 * no-op for rows that are past them. Whatever comes of the steps between {@code check} and {@code submit}, what an
 * earlier start submitted is collected: they decide on submitting alone. Results are written whatever happened before,
 * and once more if checking the sources changed what they say; then the page.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    StageConfiguration.class,
    ReuseConfiguration.class,
    SubmitConfiguration.class,
    CollectConfiguration.class,
    DownloadConfiguration.class,
    ResultsConfiguration.class,
    SourcesConfiguration.class,
    ReportConfiguration.class
})
class BatchConfiguration {

    static final String JOB = "darkroom";

    @Bean
    StepThreads stepThreads() {
        return new StepThreads();
    }

    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    @Bean
    Step withdraw(JobRepository repository, RunLedger ledger) {
        return StreamingStep.beforeBuying("withdraw", repository, ledger.signals(), new CancelUnsentTasklet(ledger));
    }

    @Bean
    Step refuse(JobRepository repository, RunContext context, RunLedger ledger) {
        return StreamingStep.of("refuse", repository, (contribution, chunk) -> {
            ledger.signals().refuse(Objects.requireNonNull(context.scope().refusal(), "refusal is null"));
            return RepeatStatus.FINISHED;
        });
    }

    /** Tells of the start: by now rows and prices are known, and whatever might have kept it from buying has not. */
    @Bean
    FirstPurchaseListener firstPurchase(RunNotifications notices, RunSummarizer summaries) {
        TolerantTask telling = new TolerantTask("cannot tell notify of the start", "the run is not affected");
        return () -> {
            if (notices.tellsStart()) {
                telling.attempt(() -> notices.started(summaries.runningNow()));
            }
        };
    }

    /** The sources step writes the results once more. */
    @Bean
    SourcesTasklet.RunResultsReader resultsOfSources(ResultsTasklet results) {
        return results::write;
    }

    /** The flow of steps before the first purchase; it ends as the step that failed did, or complete. */
    @Bean
    Flow beforeBuying(RunContext context, Step reuse, Step lookUp, Step preflight, Step withdraw, Step refuse) {
        FlowBuilder<Flow> flow = new FlowBuilder<>("before-buying");
        if (context.scope().refusal() != null) {
            return flow.start(refuse).build();
        }
        return context.scope().cancels()
                ? flow.start(reuse).next(withdraw).build()
                : flow.start(reuse).next(lookUp).next(preflight).build();
    }

    @Bean
    Job darkroom(
            JobRepository repository,
            Step stage,
            Step recover,
            Step check,
            Flow beforeBuying,
            Step submit,
            Step collect,
            Step download,
            Step share,
            Step costs,
            Step results,
            Step sources,
            Step report,
            StepThreads threads,
            RunLedger ledger) {
        Flow concurrentSteps = new FlowBuilder<Flow>("concurrentSteps")
                .split(threads)
                .add(flow(submit), flow(collect), flow(download))
                .build();
        Flow buying = new FlowBuilder<Flow>("buying")
                .start(recover)
                .on("COMPLETED")
                .to(check)
                .from(check)
                .on("COMPLETED")
                .to(beforeBuying)
                .from(beforeBuying)
                .on("*")
                .to(concurrentSteps)
                .from(concurrentSteps)
                .on("*")
                .to(share)
                .from(share)
                .on("*")
                .to(costs)
                .build();
        return new JobBuilder(JOB, repository)
                .start(new FlowBuilder<Flow>("all")
                        .start(stage)
                        .on("COMPLETED")
                        .to(buying)
                        .from(stage)
                        .on("*")
                        .to(results)
                        .from(buying)
                        .on("*")
                        .to(results)
                        .on("COMPLETED")
                        .to(sources)
                        .from(results)
                        .on("*")
                        .fail()
                        .from(sources)
                        .on("*")
                        .to(report)
                        .build())
                .next(new ReopenDecider(ledger))
                .on(ReopenDecider.MAY_BE_REOPENED)
                .fail()
                .on("*")
                .end()
                .end()
                .build();
    }

    private static Flow flow(Step step) {
        return new FlowBuilder<Flow>(step.getName() + "-flow").start(step).build();
    }
}
