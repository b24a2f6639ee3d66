package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.collect.CollectTasklet;
import dev.darkroom.download.DownloadTasklet;
import dev.darkroom.download.OutputPolicy;
import dev.darkroom.download.Placement;
import dev.darkroom.download.Refetching;
import dev.darkroom.download.ShareTasklet;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Outcomes;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StagedRow;
import dev.darkroom.ledger.Staging;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.pace.Pacer;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.results.FileMover;
import dev.darkroom.results.ResultsPlan;
import dev.darkroom.results.ResultsProjection;
import dev.darkroom.results.ResultsTasklet;
import dev.darkroom.stage.CheckTasklet;
import dev.darkroom.stage.LedgerItemWriter;
import dev.darkroom.stage.LookUpTasklet;
import dev.darkroom.stage.ManifestItemReader;
import dev.darkroom.stage.RecoverTasklet;
import dev.darkroom.stage.RowProcessor;
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
import javax.sql.DataSource;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.repository.ExecutionContextSerializer;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.dao.JacksonExecutionContextStringSerializer;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The steps of the job, each a station a row passes. */
@Configuration(proxyBeanMethods = false)
class StepConfiguration {

    private static final int CHUNK = 1_000;
    private static final Duration SLOWEST_POLLS = Duration.ofMillis(50);
    private static final int POLLS_PER_SUBMIT = 10;

    @Bean
    ExecutionContextSerializer executionContextSerializer() {
        return new JacksonExecutionContextStringSerializer();
    }

    @Bean
    Step stage(
            RunContext context,
            JobRepository repository,
            PlatformTransactionManager transactions,
            DataSource dataSource,
            InstantSource clock,
            FileNames names,
            RunLedger ledger) {
        Staging staging = new Staging(dataSource, clock);
        int run = context.run().number();
        return new StepBuilder("stage", repository)
                .<ManifestRow, StagedRow>chunk(CHUNK)
                .transactionManager(transactions)
                .reader(new ManifestItemReader(context.manifest(), context.rows(), () -> staging.count(run)))
                .processor(new RowProcessor(context.preparer(), names))
                .writer(new LedgerItemWriter(staging, run))
                .interruptionPolicy(execution -> {
                    if (ledger.signals().leaveAll()) {
                        // Without it the step would end its loop and count as complete, with rows missing.
                        execution.setTerminateOnly();
                        throw new JobInterruptedException("asked to stop");
                    }
                })
                .build();
    }

    @Bean
    Step recover(JobRepository repository, RunContext context, RunLedger ledger) {
        return step(
                "recover",
                repository,
                new RecoverTasklet(ledger, context.scope().states(), context.rows()));
    }

    @Bean
    Step check(JobRepository repository, RunContext context, EqualRows equalRows, RunLedger ledger) {
        return new StepBuilder("check", repository)
                .tasklet(new CheckTasklet(context.database(), equalRows, ledger), new ResourcelessTransactionManager())
                .build();
    }

    @Bean
    Step lookUp(JobRepository repository, RunContext context, EqualRows equalRows, RunLedger ledger) {
        return step(
                "look-up",
                repository,
                new LookUpTasklet(equalRows, ledger, context.job().reuse()));
    }

    @Bean
    Refetching refetching(RunContext context, ImageService service, Placement placement) {
        OutputPolicy policy =
                new OutputPolicy(context.service().base(), context.service().loopback());
        return new Refetching(
                service, policy, placement, context.job().download().maxSizeBytes());
    }

    @Bean
    Step reuse(
            JobRepository repository,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        ShareTasklet reused = ShareTasklet.reused(equalRows, ledger, placement);
        ShareTasklet followers = ShareTasklet.followers(equalRows, ledger, placement, refetching, true);
        return step("reuse", repository, (contribution, context) -> {
            reused.execute(contribution, context);
            return followers.execute(contribution, context);
        });
    }

    @Bean
    Step preflight(
            JobRepository repository, RunContext context, RunLedger ledger, ImageService service, Estimates estimates) {
        if (context.scope().cancels()) {
            return step("withdraw", repository, new WithdrawTasklet(ledger));
        }
        JobSpec job = context.job();
        int confirmOver = context.service().loopback() ? -1 : job.confirmOver();
        return step(
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
        return step("submit", repository, tasklet);
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
        return step(
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

    @Bean
    Step download(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            Placement placement,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        OutputPolicy policy =
                new OutputPolicy(context.service().base(), context.service().loopback());
        return step(
                "download",
                repository,
                new DownloadTasklet(
                        ledger, service, policy, placement, job.download(), job.retry(), workers, clock, sleeper));
    }

    @Bean
    Step share(
            JobRepository repository,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        return step("share", repository, ShareTasklet.followers(equalRows, ledger, placement, refetching, false));
    }

    @Bean
    ResultsPlan resultsPlan(RunContext context) {
        return ResultsPlans.of(
                context.run(),
                context.job(),
                context.survey(),
                context.job().report().by());
    }

    @Bean
    ResultsTasklet resultsTasklet(RunContext context, ResultsPlan plan, Outcomes outcomes, Summaries summaries) {
        return new ResultsTasklet(
                plan, new ResultsProjection(FileMover.atomic()), summaries::facts, outcomes, context.manifest()::open);
    }

    @Bean
    Step results(JobRepository repository, ResultsTasklet tasklet) {
        return step("results", repository, tasklet);
    }

    /** A step that streams: it has no transaction, since what it does must not be undone and done again. */
    private static Step step(String name, JobRepository repository, Tasklet tasklet) {
        return new StepBuilder(name, repository)
                .tasklet(tasklet, new ResourcelessTransactionManager())
                .allowStartIfComplete(true)
                .build();
    }
}
