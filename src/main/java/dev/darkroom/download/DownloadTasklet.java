package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.checks.Flag;
import dev.darkroom.checks.OutputChecks;
import dev.darkroom.fetch.AddressPolicy;
import dev.darkroom.fetch.Fetcher;
import dev.darkroom.jobfile.DownloadRules;
import dev.darkroom.jobfile.RetryRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.ledger.Turn;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Jitter;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.Pace;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that fetches what was bought. */
public final class DownloadTasklet implements Tasklet {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final Duration UNTIL_HANDS_ARE_FREE = Duration.ofMillis(5);

    private final RunLedger ledger;
    private final Placement placement;
    private final OutputThumbnails thumbnails;
    private final Fetching fetching;
    private final Downloader downloader;
    private final Sleeper sleeper;

    /**
     * @param fail the flags that make a row {@code failed}
     * @param pace of the downloads, apart from that of the service's calls
     * @param breaker knows when the service is away: no try counts then
     */
    public DownloadTasklet(
            RunLedger ledger,
            ImageService service,
            AddressPolicy policy,
            Placement placement,
            OutputChecks checks,
            OutputThumbnails thumbnails,
            List<Flag> fail,
            DownloadRules rules,
            RetryRules retry,
            Pace pace,
            Breaker breaker,
            ExecutorService workers,
            InstantSource wall,
            MonotonicClock clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.placement = placement;
        this.thumbnails = thumbnails;
        this.sleeper = sleeper;
        Fetcher fetcher = new Fetcher(policy, rules.maxSizeBytes(), wall);
        Delivery delivery = new Delivery(fetcher, new CheckedOutputs(checks, fail, thumbnails), placement);
        this.fetching = new Fetching(ledger, service, delivery, retry, pace, breaker, clock, Jitter.real());
        this.downloader = new Downloader(ledger, fetching, pace, rules.concurrency(), workers, clock);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            placement.deleteParts();
            thumbnails.deleteParts();
            downloadAll();
            contribution.incrementWriteCount(downloader.ended());
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "downloading failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.DOWNLOAD);
        }
    }

    private void downloadAll() throws InterruptedException {
        try {
            Turn turn = downloader::turn;
            turn.takeAll(ledger);
        } finally {
            // A picture that is being put in place is recorded, whatever else went wrong.
            awaitHands();
        }
    }

    /** Pictures on their way have some seconds to become whole, since a stop has to end soon. */
    private void awaitHands() throws InterruptedException {
        for (Duration waited = Duration.ZERO; downloader.busy(); waited = waited.plus(UNTIL_HANDS_ARE_FREE)) {
            if (waited.compareTo(GRACE) >= 0) {
                fetching.breakOff();
            }
            sleeper.sleep(UNTIL_HANDS_ARE_FREE);
        }
    }
}
