package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.download.DownloadTasklet;
import dev.darkroom.download.OutputThumbnails;
import dev.darkroom.download.Placement;
import dev.darkroom.download.Refetching;
import dev.darkroom.download.Reuse;
import dev.darkroom.download.ReuseTasklet;
import dev.darkroom.download.ShareTasklet;
import dev.darkroom.download.SourceChange;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchPolicy;
import dev.darkroom.io.FileMover;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.EarlierRows;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.Outcomes;
import dev.darkroom.ledger.Rejections;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.Tries;
import dev.darkroom.ledger.UnboughtRows;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.picture.PictureDecoder;
import dev.darkroom.results.ResultsPlan;
import dev.darkroom.results.ResultsProjection;
import dev.darkroom.results.ResultsTasklet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps that put pictures in their place, and what became of the rows into the results. */
@Configuration(proxyBeanMethods = false)
class PicturesConfiguration {

    /** How many are under way at once is the user's to say; this only keeps a host's refusals from being repeated. */
    private static final Rate MOST_DOWNLOADS = new Rate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));

    @Bean
    AddressPolicy outputPolicy(RunContext context) {
        return FetchPolicy.outputs(context.service().base(), context.service().loopback());
    }

    @Bean
    Refetching refetching(
            RunContext context,
            ImageService service,
            AddressPolicy outputPolicy,
            Placement placement,
            InstantSource clock,
            Sleeper sleeper) {
        return new Refetching(
                service, outputPolicy, placement, context.job().download().maxSizeBytes(), clock, sleeper);
    }

    @Bean
    Step reuse(
            JobRepository repository,
            RunContext context,
            UnboughtRows unbought,
            EarlierRows earlier,
            Rejections rejections,
            TakeOvers takeOvers,
            SourceChange sources,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        ReuseTasklet reused = new ReuseTasklet(
                unbought,
                ledger,
                new Reuse(earlier, rejections, sources),
                takeOvers,
                placement,
                context.job().reuse() && !context.scope().cancels());
        ShareTasklet followers = ShareTasklet.followers(equalRows, ledger, placement, refetching, true);
        return StreamingStep.beforeBuying("reuse", repository, ledger.signals(), (contribution, chunk) -> {
            reused.execute(contribution, chunk);
            return followers.execute(contribution, chunk);
        });
    }

    @Bean
    PictureDecoder pictureDecoder() {
        return new PictureDecoder();
    }

    @Bean
    OutputThumbnails outputThumbnails(RunContext context) {
        return new OutputThumbnails(context.run().output());
    }

    @Bean
    OutputChecks outputChecks(RunContext context, PictureDecoder decoder) {
        return new OutputChecks(
                decoder, context.catalog(), context.job().checks().limits());
    }

    @Bean
    Pace downloadPace(MonotonicClock clock) {
        return new Pace("downloads", MOST_DOWNLOADS, null, clock);
    }

    @Bean
    Step download(
            JobRepository repository,
            RunContext context,
            RunLedger ledger,
            ImageService service,
            AddressPolicy outputPolicy,
            Placement placement,
            OutputChecks checks,
            OutputThumbnails thumbnails,
            Pace downloadPace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        return StreamingStep.of(
                "download",
                repository,
                new DownloadTasklet(
                        ledger,
                        service,
                        outputPolicy,
                        placement,
                        checks,
                        thumbnails,
                        job.checks().fail(),
                        job.download(),
                        job.retry(),
                        downloadPace,
                        breaker,
                        workers,
                        wall,
                        clock,
                        sleeper));
    }

    @Bean
    Step share(
            JobRepository repository,
            EqualRows equalRows,
            RunLedger ledger,
            Placement placement,
            Refetching refetching) {
        return StreamingStep.of(
                "share", repository, ShareTasklet.followers(equalRows, ledger, placement, refetching, false));
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
    ResultsTasklet resultsTasklet(
            RunContext context, ResultsPlan plan, Outcomes outcomes, Tries tries, Summaries summaries) {
        return new ResultsTasklet(
                plan,
                new ResultsProjection(FileMover.atomic()),
                summaries::facts,
                outcomes,
                tries,
                context.manifest()::open);
    }

    @Bean
    Step results(JobRepository repository, ResultsTasklet tasklet) {
        return StreamingStep.of("results", repository, tasklet);
    }
}
