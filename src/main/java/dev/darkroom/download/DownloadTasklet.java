package dev.darkroom.download;

import dev.darkroom.api.ImageService;
import dev.darkroom.jobfile.DownloadRules;
import dev.darkroom.jobfile.RetryRules;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Station;
import dev.darkroom.pace.Sleeper;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that fetches what was bought. */
public final class DownloadTasklet implements Tasklet {

    private final RunLedger ledger;
    private final Placement placement;
    private final Downloader downloader;

    public DownloadTasklet(
            RunLedger ledger,
            ImageService service,
            OutputPolicy policy,
            Placement placement,
            DownloadRules rules,
            RetryRules retry,
            ExecutorService workers,
            InstantSource clock,
            Sleeper sleeper) {
        this.ledger = ledger;
        this.placement = placement;
        Fetcher fetcher = new Fetcher(policy, rules.maxSizeBytes());
        Fetching fetching = new Fetching(ledger, service, fetcher, placement, retry);
        this.downloader = new Downloader(ledger, fetching, rules.concurrency(), workers, clock, sleeper);
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        try {
            placement.deleteParts();
            contribution.incrementWriteCount(downloader.run());
            return RepeatStatus.FINISHED;
        } catch (Exception | Error e) {
            ledger.signals().failed(e, "downloading failed: " + e);
            throw e;
        } finally {
            ledger.signals().ended(Station.DOWNLOAD);
        }
    }
}
