package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Rate;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.picture.PictureDecoder;
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

/** Wires the step that puts pictures in their place. */
@Configuration(proxyBeanMethods = false)
public class DownloadConfiguration {

    /** How many are under way at once is the user's to say; this only keeps a host's refusals from being repeated. */
    private static final Rate MAX_DOWNLOADS = new Rate(BigDecimal.valueOf(1_000), Duration.ofSeconds(1));

    @Bean
    Placement placement(RunContext context, FileNames names) {
        return new Placement(context.run().output(), names);
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
        return new Pace("downloads", MAX_DOWNLOADS, null, clock);
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
            WorkerThreads workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        JobSpec job = context.job();
        Fetcher fetcher = new Fetcher(outputPolicy, job.download().maxSizeBytes(), wall);
        CheckedOutputs checked = new CheckedOutputs(checks, job.checks().fail(), thumbnails);
        Fetching fetching = new Fetching(
                ledger,
                service,
                new Delivery(fetcher, checked, placement),
                job.retry(),
                downloadPace,
                breaker,
                clock,
                Jitter.real());
        Downloader downloader = new Downloader(
                ledger,
                placement,
                thumbnails,
                fetching,
                downloadPace,
                job.download().concurrency(),
                clock);
        return StreamingStep.of(
                "download",
                repository,
                new WorkLoop(
                        ledger,
                        downloader,
                        workers.openPool("download-", job.download().concurrency()),
                        sleeper));
    }
}
