package dev.darkroom.job;

import dev.darkroom.ledger.RunLedger;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The job: {@code stage → recover → check → reuse → look-up → preflight → split(submit ∥ collect ∥ download) → share → results
 * → sources → report}.
 *
 * <p>All steps but {@code stage} and {@code check} start again on a restart even if they had completed; what they do is a
 * no-op for rows that are past them. Results are written whatever happened before, and once more if a look at the
 * sources changed what they say; then the page.
 */
@Configuration(proxyBeanMethods = false)
@Import({
    StagingConfiguration.class,
    BuyingConfiguration.class,
    PicturesConfiguration.class,
    SourcesConfiguration.class,
    PageConfiguration.class
})
class BatchConfiguration {

    static final String JOB = "darkroom";

    @Bean
    StationThreads stationThreads() {
        return new StationThreads();
    }

    @Bean
    Job darkroom(
            JobRepository repository,
            Step stage,
            Step recover,
            Step check,
            Step lookUp,
            Step reuse,
            Step preflight,
            Step submit,
            Step collect,
            Step download,
            Step share,
            Step results,
            Step sources,
            Step report,
            StationThreads threads,
            RunLedger ledger) {
        Flow stations = new FlowBuilder<Flow>("stations")
                .split(threads)
                .add(flow(submit), flow(collect), flow(download))
                .build();
        Flow buying = new FlowBuilder<Flow>("buying")
                .start(recover)
                .on("COMPLETED")
                .to(check)
                .from(check)
                .on("COMPLETED")
                .to(reuse)
                .from(reuse)
                .on("COMPLETED")
                .to(lookUp)
                .from(lookUp)
                .on("COMPLETED")
                .to(preflight)
                .from(preflight)
                .on("COMPLETED")
                .to(stations)
                .from(stations)
                .on("*")
                .to(share)
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
                .next(new Verdict(ledger))
                .on(Verdict.MAY_BE_REOPENED)
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
