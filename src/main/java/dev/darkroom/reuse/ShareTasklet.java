package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.download.Redownload;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.SharedRow;
import dev.darkroom.ledger.signals.StopReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * The step that gives a row the pictures of the equal one of its run under its own name: before anything is submitted,
 * where an earlier process purchased for them or the equal one is reused, and afterwards.
 */
public final class ShareTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(ShareTasklet.class);
    private static final int PAGE = 500;

    private final DuplicateFinder duplicates;
    private final RunLedger ledger;
    private final ImageStore imageStore;
    private final PictureCopy sharing;
    private final StoredPictures stored;
    private final VanishedPictures vanished;

    private ShareTasklet(
            DuplicateFinder duplicates, RunLedger ledger, ImageStore imageStore, VanishedPictures vanished) {
        this.duplicates = duplicates;
        this.ledger = ledger;
        this.imageStore = imageStore;
        this.sharing = new PictureCopy(imageStore);
        this.stored = new StoredPictures(imageStore.proved(), imageStore.buckets());
        this.vanished = vanished;
    }

    /**
     * For followers.
     *
     * @param redownload of pictures that have vanished since they were downloaded
     * @param mayBeBought whether submitting is still to come in this process, for pictures the service has no more
     *     either
     */
    public static ShareTasklet followers(
            DuplicateFinder duplicates,
            RunLedger ledger,
            ImageStore imageStore,
            Redownload redownload,
            boolean mayBeBought) {
        return new ShareTasklet(
                duplicates, ledger, imageStore, row -> refetch(row, redownload, mayBeBought, duplicates, ledger));
    }

    /** Builds the step for followers of a run that is restored without any call to the service. */
    public static ShareTasklet restored(DuplicateFinder duplicates, RunLedger ledger, ImageStore imageStore) {
        return new ShareTasklet(duplicates, ledger, imageStore, row -> List.of());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        try {
            contribution.incrementWriteCount(share());
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(imageStore.output(), e);
            }
            throw e;
        }
        return RepeatStatus.FINISHED;
    }

    /** Does the step's work, outside a step too; returns how many rows were handled. */
    public long share() throws IOException, InterruptedException {
        long rows = 0;
        int last = 0;
        List<SharedRow> page = duplicates.toShare(last, PAGE);
        while (!page.isEmpty() && !ledger.signals().stopImmediately()) {
            List<LedgerEvent> shared = new ArrayList<>();
            for (SharedRow row : page) {
                List<DownloadedPicture> pictures = share(row);
                if (!pictures.isEmpty()) {
                    shared.add(new PictureShared(
                            row.key(), row.attempt(), RowState.FOLLOWER, RowState.FOLLOWER, pictures));
                }
                last = row.key().row();
            }
            sharing.force();
            ledger.applyAll(shared);
            rows += page.size();
            page = duplicates.toShare(last, PAGE);
        }
        if (rows > 0) {
            ledger.recount();
        }
        return rows;
    }

    private List<DownloadedPicture> share(SharedRow row) throws IOException, InterruptedException {
        if (stored.fault(row.sourceOutput(), row.source()) == null) {
            return sharing.place(row.leader(), row.sourceOutput(), row.source(), row.name());
        }
        log.warn(
                "the pictures that row {} would share are gone or changed",
                row.name().id());
        return vanished.pictures(row);
    }

    /** Downloads again what is paid for: only what the service has no more either is submitted again. */
    private static List<DownloadedPicture> refetch(
            SharedRow row, Redownload again, boolean mayBeBought, DuplicateFinder duplicates, RunLedger ledger)
            throws IOException, InterruptedException {
        List<DownloadedPicture> pictures = again.fetch(row);
        if (pictures != null && !pictures.isEmpty()) {
            return pictures;
        }
        if (!mayBeBought) {
            String message = "the pictures that row " + row.name().id()
                    + " shares have vanished; the next start fetches them, or buys them if the service has them no more";
            ledger.signals().stop(StopReason.FAILURE, message);
        } else if (pictures != null) {
            duplicates.notReusable(row.key());
        }
        return List.of();
    }

    /** Finds pictures for a row whose own have vanished. */
    private interface VanishedPictures {
        /** Returns its pictures if they are to be had elsewhere, else none. */
        List<DownloadedPicture> pictures(SharedRow row) throws IOException, InterruptedException;
    }
}
