package dev.darkroom.download;

import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Shared;
import dev.darkroom.ledger.SharedRow;
import dev.darkroom.ledger.StopReason;
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
 * The step that gives a row the pictures of the equal one of its run under its own name: before anything is bought,
 * where an earlier process bought for them or the equal one is reused, and afterwards.
 */
public final class ShareTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(ShareTasklet.class);
    private static final int PAGE = 500;

    private final EqualRows equalRows;
    private final RunLedger ledger;
    private final Placement placement;
    private final Sharing sharing;
    private final Vanished vanished;

    private ShareTasklet(EqualRows equalRows, RunLedger ledger, Placement placement, Vanished vanished) {
        this.equalRows = equalRows;
        this.ledger = ledger;
        this.placement = placement;
        this.sharing = new Sharing(placement);
        this.vanished = vanished;
    }

    /**
     * For followers.
     *
     * @param refetching of pictures that have vanished since they were fetched
     * @param mayBeBought whether buying is still to come in this process, for pictures the service has no more either
     */
    public static ShareTasklet followers(
            EqualRows equalRows, RunLedger ledger, Placement placement, Refetching refetching, boolean mayBeBought) {
        return new ShareTasklet(
                equalRows, ledger, placement, row -> refetch(row, refetching, mayBeBought, equalRows, ledger));
    }

    /** For followers of a run that is restored without a word to the service. */
    public static ShareTasklet restored(EqualRows equalRows, RunLedger ledger, Placement placement) {
        return new ShareTasklet(equalRows, ledger, placement, row -> List.of());
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        try {
            contribution.incrementWriteCount(share());
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(placement.output(), e);
            }
            throw e;
        }
        return RepeatStatus.FINISHED;
    }

    /** Does the step's work, outside a step too; returns how many rows were looked at. */
    public long share() throws IOException, InterruptedException {
        long rows = 0;
        int last = 0;
        List<SharedRow> page = equalRows.toShare(last, PAGE);
        while (!page.isEmpty() && !ledger.signals().leaveAll()) {
            List<LedgerEvent> shared = new ArrayList<>();
            for (SharedRow row : page) {
                List<Picture> pictures = share(row);
                if (!pictures.isEmpty()) {
                    shared.add(new Shared(row.key(), row.attempt(), RowState.FOLLOWER, RowState.FOLLOWER, pictures));
                }
                last = row.key().row();
            }
            ledger.applyAll(shared);
            rows += page.size();
            page = equalRows.toShare(last, PAGE);
        }
        if (rows > 0) {
            ledger.recount();
        }
        return rows;
    }

    private List<Picture> share(SharedRow row) throws IOException, InterruptedException {
        if (StoredPictures.fault(row.sourceOutput(), row.source()) == null) {
            return sharing.place(row.leader(), row.sourceOutput(), row.source(), row.name());
        }
        log.warn(
                "the pictures that row {} would share are gone or changed",
                row.name().id());
        return vanished.pictures(row);
    }

    /** Paid for is paid for: only what the service has no more either is bought again. */
    private static List<Picture> refetch(
            SharedRow row, Refetching again, boolean mayBeBought, EqualRows equalRows, RunLedger ledger)
            throws IOException, InterruptedException {
        List<Picture> pictures = again.fetch(row);
        if (pictures != null && !pictures.isEmpty()) {
            return pictures;
        }
        if (!mayBeBought) {
            String words = "the pictures that row " + row.name().id()
                    + " shares have vanished; the next start fetches them, or buys them if the service has them no more";
            ledger.signals().stop(StopReason.FAILURE, words);
        } else if (pictures != null) {
            equalRows.notReusable(row.key());
        }
        return List.of();
    }

    /** What becomes of a row whose pictures have vanished. */
    private interface Vanished {
        /** Its pictures if they are to be had elsewhere, else none. */
        List<Picture> pictures(SharedRow row) throws IOException, InterruptedException;
    }
}
