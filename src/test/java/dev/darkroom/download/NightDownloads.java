package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.FetchException;
import dev.darkroom.fetch.FetchException.Kind;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.fetch.PictureSource;
import dev.darkroom.io.Sha256;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.RetryRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import dev.darkroom.stations.Turns;
import dev.darkroom.step.WorkLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Lets tests outside this room take a downloader's turns one by one, with a host of pictures of their own. */
public final class NightDownloads {

    private NightDownloads() {}

    /** Answers for one address. */
    @FunctionalInterface
    public interface Host {
        Answer answer(String url);
    }

    /** What a host answers. */
    public static final class Answer {
        private final byte[] bytes;
        private final @Nullable String failure;
        private final @Nullable Duration retryAfter;

        private Answer(byte[] bytes, @Nullable String failure, @Nullable Duration retryAfter) {
            this.bytes = bytes;
            this.failure = failure;
            this.retryAfter = retryAfter;
        }

        public static Answer of(byte[] bytes) {
            return new Answer(bytes, null, null);
        }

        /** @param kind a name of {@link Kind}, or {@code NO_ROOM} if the disk is full */
        public static Answer failure(String kind, @Nullable Duration retryAfter) {
            return new Answer(new byte[] {1, 2, 3}, kind, retryAfter);
        }

        @Override
        public String toString() {
            return failure == null ? bytes.length + " bytes" : failure;
        }
    }

    public static Turns.Turn turns(
            RunLedger ledger,
            ImageService service,
            Host host,
            Path output,
            RetryRules retry,
            Pace pace,
            Breaker breaker,
            int concurrency,
            ExecutorService workers,
            MonotonicClock clock,
            Jitter jitter) {
        Placement placement = new Placement(output, new FileNames("{{id}}-{{n}}.{{ext}}"));
        Delivery delivery = new Delivery(new Source(host), Inspection.NONE, placement);
        Fetching fetching = new Fetching(ledger, service, delivery, retry, pace, breaker, clock, jitter);
        Downloader downloader =
                new Downloader(ledger, placement, new OutputThumbnails(output), fetching, pace, concurrency, clock);
        return new WorkLoop(ledger, downloader, workers, Sleeper.real())::turn;
    }

    /**
     * As a run wires it, with the real fetcher.
     *
     * @param checks of the pictures, null for none
     */
    public static Turns.Turn turns(
            RunLedger ledger,
            ImageService service,
            AddressPolicy policy,
            Path output,
            @Nullable OutputChecks checks,
            JobSpec job,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Jitter jitter) {
        Placement placement = new Placement(output, new FileNames(job.download().name()));
        OutputThumbnails thumbnails = new OutputThumbnails(output);
        Fetcher fetcher = new Fetcher(policy, job.download().maxSizeBytes(), wall);
        Inspection inspection = checks == null
                ? Inspection.NONE
                : new CheckedOutputs(checks, job.checks().fail(), thumbnails);
        Delivery delivery = new Delivery(fetcher, inspection, placement);
        Fetching fetching = new Fetching(ledger, service, delivery, job.retry(), pace, breaker, clock, jitter);
        Downloader downloader = new Downloader(
                ledger, placement, thumbnails, fetching, pace, job.download().concurrency(), clock);
        return new WorkLoop(ledger, downloader, workers, Sleeper.real())::turn;
    }

    private record Source(Host host) implements PictureSource {

        @Override
        public Fetcher.Fetched fetch(String url, Path part) throws FetchException, IOException {
            Answer answer = host.answer(url);
            Files.write(part, answer.bytes);
            if (answer.failure == null) {
                String hash = HexFormat.of().formatHex(Sha256.newDigest().digest(answer.bytes));
                return new Fetcher.Fetched(answer.bytes.length, hash);
            }
            if (answer.failure.equals("NO_ROOM")) {
                throw new IOException("No space left on device");
            }
            Kind kind = Kind.valueOf(answer.failure);
            if (kind == Kind.THROTTLED) {
                throw FetchException.throttled(429, "output", answer.retryAfter);
            }
            throw new FetchException("SCRIPTED", kind, "as the script says");
        }

        @Override
        public void breakOff() {}
    }
}
