package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.history.StoredFiles;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRate;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.picture.PictureDecoder;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the step that puts pictures in their place. */
@Configuration(proxyBeanMethods = false)
public class DownloadConfiguration {

    /**
     * Limits downloads generously, since a slot that is not used is lost: the user says how many are under way at once;
     * this only keeps a host's refusals from being repeated.
     */
    private static final CallRate MAX_DOWNLOADS = new CallRate(BigDecimal.valueOf(5_000), Duration.ofSeconds(1));

    @Bean
    ProvedFiles provedFiles(RunContext context) {
        return ProvedFiles.in(context.workspace().provedFiles());
    }

    @Bean
    ImageStore placement(
            RunContext context, FileNames names, DataSource dataSource, ProvedFiles proved, Buckets buckets) {
        return new ImageStore(
                context.run().output(), names, new StoredFiles(dataSource, context.run())::forEach, proved, buckets);
    }

    @Bean
    Redownload refetching(
            RunContext context,
            ImageService service,
            AddressPolicy outputPolicy,
            ImageStore imageStore,
            InstantSource clock,
            Sleeper sleeper) {
        return new Redownload(
                service, outputPolicy, imageStore, context.job().download().maxSizeBytes(), clock, sleeper);
    }

    @Bean
    PictureDecoder pictureDecoder() {
        return new PictureDecoder();
    }

    @Bean
    OutputThumbnails outputThumbnails(RunContext context, ImageStore imageStore, WorkShare share) {
        return new OutputThumbnails(context.run().output(), share.isLeased() ? imageStore.bucket() : null);
    }

    @Bean
    OutputChecks outputChecks(RunContext context, PictureDecoder decoder) {
        return new OutputChecks(
                decoder, context.catalog(), context.job().checks().limits());
    }

    @Bean
    CallRateLimiter downloadPace(MonotonicClock clock) {
        return new CallRateLimiter("downloads", MAX_DOWNLOADS, null, clock);
    }

    @Bean
    Step download(JobRepository repository, WorkLoop downloadWork) {
        return StreamingStep.of("download", repository, downloadWork);
    }

    @Bean
    WorkLoop downloadWork(
            RunContext context,
            RunLedger ledger,
            ImageService service,
            AddressPolicy outputPolicy,
            ImageStore imageStore,
            OutputChecks checks,
            OutputThumbnails thumbnails,
            CallRateLimiter downloadPace,
            ServiceCircuitBreaker circuitBreaker,
            WorkerThreads workers,
            WorkShare share,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        PictureFetcher fetcher = new PictureFetcher(outputPolicy, job.download().maxSizeBytes(), wall);
        CheckedOutputInspector checked =
                new CheckedOutputInspector(checks, job.checks().fail(), thumbnails);
        OutputDownload outputDownload = new OutputDownload(
                fetcher, checked, imageStore, StageWorkers.open(workers, imageStore.bucket() != null));
        RowDownloader rowDownloader = new RowDownloader(
                ledger,
                ledger::recordLater,
                service,
                outputDownload,
                job.retry(),
                downloadPace,
                circuitBreaker,
                clock,
                PauseJitter.real());
        DownloadLoop downloader = new DownloadLoop(
                ledger,
                imageStore,
                thumbnails,
                rowDownloader,
                downloadPace,
                job.download().concurrency(),
                clock,
                share);
        return new WorkLoop(
                ledger, downloader, workers.openPool("download-", job.download().concurrency()), sleeper);
    }
}
