package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.FetchFailure;
import dev.darkroom.fetch.PictureFetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.RetryRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.PauseJitter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.scenes.LoopDriver;
import dev.darkroom.scenes.SameThread;
import dev.darkroom.step.WorkLoop;
import dev.darkroom.step.WorkShare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Lets tests outside this room run a downloader's loop step by step, with a host of pictures of their own. */
public final class NightDownloads {

    private NightDownloads() {}

    /** Answers for one address. */
    @FunctionalInterface
    public interface PictureHostScript {
        HostResponse answer(String url);
    }

    /** A host's answer. */
    public static final class HostResponse {
        private final byte[] bytes;
        private final @Nullable String failure;
        private final @Nullable Duration retryAfter;

        private HostResponse(byte[] bytes, @Nullable String failure, @Nullable Duration retryAfter) {
            this.bytes = bytes;
            this.failure = failure;
            this.retryAfter = retryAfter;
        }

        public static HostResponse of(byte[] bytes) {
            return new HostResponse(bytes, null, null);
        }

        /**
         * @param kind a name of {@link FetchFailure}, {@code NO_ROOM} if the disk is full, or {@code DEFECT} if
         *     something fails that nobody foresaw
         */
        public static HostResponse failure(String kind, @Nullable Duration retryAfter) {
            return new HostResponse(new byte[] {1, 2, 3}, kind, retryAfter);
        }

        @Override
        public String toString() {
            return failure == null ? bytes.length + " bytes" : failure;
        }
    }

    public static LoopDriver.LoopTurn loop(
            RunLedger ledger,
            ImageService service,
            PictureHostScript host,
            Path output,
            RetryRules retry,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            int concurrency,
            ExecutorService workers,
            MonotonicClock clock,
            PauseJitter jitter) {
        ImageStore imageStore = new ImageStore(output, new FileNames("{{id}}-{{n}}.{{ext}}"));
        OutputDownload outputDownload =
                new OutputDownload(new ScriptedSource(host), OutputInspector.NONE, imageStore, stages(workers));
        RowDownloader rowDownloader = new RowDownloader(
                ledger, atOnce(ledger), service, outputDownload, retry, rateLimiter, circuitBreaker, clock, jitter);
        DownloadLoop downloader = new DownloadLoop(
                ledger,
                imageStore,
                new OutputThumbnails(output),
                rowDownloader,
                rateLimiter,
                concurrency,
                clock,
                WorkShare.whole(1));
        return new WorkLoop(ledger, downloader, workers, Sleeper.real())::runOnce;
    }

    /**
     * Makes a loop as a run wires it, with the real fetcher.
     *
     * @param checks of the pictures, null for none
     */
    public static LoopDriver.LoopTurn loop(
            RunLedger ledger,
            ImageService service,
            AddressPolicy policy,
            Path output,
            @Nullable OutputChecks checks,
            JobSpec job,
            CallRateLimiter rateLimiter,
            ServiceCircuitBreaker circuitBreaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            PauseJitter jitter) {
        ImageStore imageStore =
                new ImageStore(output, new FileNames(job.download().name()));
        OutputThumbnails thumbnails = new OutputThumbnails(output);
        PictureFetcher fetcher = new PictureFetcher(policy, job.download().maxSizeBytes(), wall);
        OutputInspector inspector = checks == null
                ? OutputInspector.NONE
                : new CheckedOutputInspector(checks, job.checks().fail(), thumbnails);
        OutputDownload outputDownload = new OutputDownload(fetcher, inspector, imageStore, stages(workers));
        RowDownloader rowDownloader = new RowDownloader(
                ledger,
                atOnce(ledger),
                service,
                outputDownload,
                job.retry(),
                rateLimiter,
                circuitBreaker,
                clock,
                jitter);
        DownloadLoop downloader = new DownloadLoop(
                ledger,
                imageStore,
                thumbnails,
                rowDownloader,
                rateLimiter,
                job.download().concurrency(),
                clock,
                WorkShare.whole(1));
        return new WorkLoop(ledger, downloader, workers, Sleeper.real())::runOnce;
    }

    /** Records events so that each is durable when its future is there: a virtual clock waits for no ledger. */
    static Function<LedgerEvent, CompletableFuture<Boolean>> atOnce(RunLedger ledger) {
        return event -> CompletableFuture.completedFuture(ledger.apply(event));
    }

    private static StageWorkers stages(ExecutorService workers) {
        return new StageWorkers(2, workers, workers, new SameThread());
    }

    private record ScriptedSource(PictureHostScript host) implements PictureSource {

        @Override
        public PictureFetcher.FetchedFile fetch(String url, Path part) throws FetchException, IOException {
            HostResponse answer = host.answer(url);
            Files.write(part, answer.bytes);
            if (answer.failure == null) {
                String hash = HexFormat.of().formatHex(Sha256.newDigest().digest(answer.bytes));
                return new PictureFetcher.FetchedFile(answer.bytes.length, hash);
            }
            if (answer.failure.equals("NO_ROOM")) {
                throw new IOException("No space left on device");
            }
            if (answer.failure.equals("DEFECT")) {
                throw new InvalidPathException(url, "a defect that the script wants");
            }
            FetchFailure kind = FetchFailure.valueOf(answer.failure);
            if (kind == FetchFailure.THROTTLED) {
                throw FetchException.throttled(429, "output", answer.retryAfter);
            }
            throw new FetchException("SCRIPTED", kind, "as the script says");
        }

        @Override
        public void breakOff() {}
    }
}
