package dev.darkroom.job;

import dev.darkroom.collect.CollectConfiguration;
import dev.darkroom.download.DownloadConfiguration;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.lending.LendingConfiguration;
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
import java.util.ArrayList;
import java.util.List;
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
 * The job: {@code stage → recover → check → look-up → split(reuse ∥ preflight → split(submit ∥ collect ∥ download)) →
 * share → costs → results → sources → report}; a run that is cancelled looks nothing up and requests nothing: {@code withdraw} takes
 * the place of {@code reuse} and {@code preflight}. One whose start was refused goes from {@code check} to {@code
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
    LendingConfiguration.class,
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

    /**
     * The steps that stream side by side; they collect what an earlier start submitted, whatever came before them. Where
     * several hosts share the workspace, a fourth one manages those that take part.
     */
    @Bean
    Flow streamingSteps(RunContext context, Step submit, Step collect, Step download, Step lend, StepThreads threads) {
        List<Flow> flows = new ArrayList<>(List.of(flow(submit), flow(collect), flow(download)));
        if (LendingConfiguration.lends(context)) {
            flows.add(flow(lend));
        }
        return new FlowBuilder<Flow>("streaming")
                .split(threads)
                .add(flows.toArray(Flow[]::new))
                .build();
    }

    /** The flow from the look at other runs to the last picture. */
    @Bean
    Flow purchasing(
            RunContext context,
            Step lookUp,
            Step reuse,
            Step preflight,
            Step withdraw,
            Step refuse,
            Flow streamingSteps,
            StepThreads threads) {
        FlowBuilder<Flow> flow = new FlowBuilder<>("purchasing");
        if (context.scope().refusal() != null) {
            return flow.start(refuse).on("*").to(streamingSteps).build();
        }
        if (context.scope().cancels()) {
            return flow.start(lookUp)
                    .on("COMPLETED")
                    .to(withdraw)
                    .from(lookUp)
                    .on("*")
                    .to(streamingSteps)
                    .from(withdraw)
                    .on("*")
                    .to(streamingSteps)
                    .build();
        }
        Flow buying = new FlowBuilder<Flow>("buying")
                .start(preflight)
                .on("*")
                .to(streamingSteps)
                .build();
        Flow besideReuse = new FlowBuilder<Flow>("beside-reuse")
                .split(threads)
                .add(flow(reuse), buying)
                .build();
        return flow.start(lookUp)
                .on("COMPLETED")
                .to(besideReuse)
                .from(lookUp)
                .on("*")
                .to(streamingSteps)
                .build();
    }

    @Bean
    Job darkroom(
            JobRepository repository,
            Step stage,
            Step recover,
            Step check,
            Flow purchasing,
            Step share,
            Step costs,
            Step results,
            Step sources,
            Step report,
            RunLedger ledger) {
        Flow rows = new FlowBuilder<Flow>("rows")
                .start(recover)
                .on("COMPLETED")
                .to(check)
                .from(check)
                .on("COMPLETED")
                .to(purchasing)
                .from(purchasing)
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
                        .to(rows)
                        .from(stage)
                        .on("*")
                        .to(results)
                        .from(rows)
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
