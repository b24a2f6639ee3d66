package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunPhase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Gives rows still to be submitted the pictures of equal ones that other runs purchased, has those downloaded again
 * whose files are gone, and says how many could not have them, and why. Each start looks them up again, since the
 * others continue too.
 */
final class ReuseTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(ReuseTasklet.class);

    private final UnpurchasedRows unpurchased;
    private final RunLedger ledger;
    private final ReuseSelector reuse;
    private final ImageStore imageStore;
    private final PictureCopy sharing;
    private final AdoptionSelector adoption;
    private final CurrentPhase phase;
    private final Executor worker;
    private final boolean wanted;
    private final Map<ReuseRefusal, Long> notReused = new EnumMap<>(ReuseRefusal.class);
    private long refetched;
    private boolean marked;

    /**
     * @param adoption what is under way or in doubt elsewhere: nothing of it is downloaded again
     * @param phase is told how many rows are looked up
     * @param worker looks rows up, a page at a time
     * @param wanted whether another run's success is taken at all
     */
    public ReuseTasklet(
            UnpurchasedRows unpurchased,
            RunLedger ledger,
            ReuseSelector reuse,
            AdoptionSelector adoption,
            ImageStore imageStore,
            CurrentPhase phase,
            Executor worker,
            boolean wanted) {
        this.unpurchased = unpurchased;
        this.ledger = ledger;
        this.reuse = reuse;
        this.imageStore = imageStore;
        this.sharing = new PictureCopy(imageStore);
        this.adoption = adoption;
        this.phase = phase;
        this.worker = worker;
        this.wanted = wanted;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        boolean tookBack = unpurchased.takeBackUnshared() > 0;
        try {
            contribution.incrementWriteCount(wanted ? reuseAll() : 0);
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(imageStore.output(), e);
            }
            throw e;
        } finally {
            phase.end();
            if (tookBack || marked) {
                ledger.recountRows();
            } else {
                ledger.settle();
            }
        }
        return RepeatStatus.FINISHED;
    }

    private long reuseAll() throws IOException, InterruptedException {
        long reused = 0;
        notReused.clear();
        refetched = 0;
        phase.begin(RunPhase.LOOKING_UP, ledger.count(RowState.values()));
        FutureTask<LookedUpPage> next = lookUpAside(0);
        try {
            LookedUpPage page = get(next);
            while (!page.rows.isEmpty() && !ledger.signals().stopImmediately()) {
                // Files are hashed and hosts asked for the next rows while these get their files.
                next = lookUpAside(page.last());
                reused += reuse(page);
                phase.done(page.last());
                page = get(next);
            }
        } finally {
            awaitEnd(next);
        }
        log.info("reused from other runs: {} rows", reused);
        if (refetched > 0) {
            log.warn(
                    "{} rows are fetched again, which costs nothing: their files are gone or not as they were; what the"
                            + " service has lost too is bought",
                    refetched);
        }
        notReused.forEach(ReuseTasklet::tell);
        return reused;
    }

    private FutureTask<LookedUpPage> lookUpAside(int after) {
        FutureTask<LookedUpPage> task = new FutureTask<>(() -> lookUp(after));
        try {
            worker.execute(task);
        } catch (RejectedExecutionException ended) {
            task.run();
        }
        return task;
    }

    private static LookedUpPage get(FutureTask<LookedUpPage> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            Throwable why = e.getCause();
            if (why instanceof IOException unread) {
                throw unread;
            }
            if (why instanceof InterruptedException) {
                throw new InterruptedException(String.valueOf(why.getMessage()));
            }
            if (why instanceof Error error) {
                throw error;
            }
            throw why instanceof RuntimeException unforeseen ? unforeseen : new IllegalStateException(why);
        }
    }

    /** Waits until nothing is looked up any more, however that ends: the ledger may be closed afterwards. */
    private static void awaitEnd(FutureTask<LookedUpPage> task) throws InterruptedException {
        try {
            task.get();
        } catch (ExecutionException told) {
            // Whoever waited for the page was told.
        }
    }

    private LookedUpPage lookUp(int after) throws IOException, InterruptedException {
        List<UnpurchasedRow> rows = unpurchased.after(after);
        List<UnpurchasedRow> ours = ledger.work().ours(rows);
        List<WantedInput> wantedInputs = ours.stream().map(WantedInput::of).toList();
        Map<String, ReuseSelector.ReuseChoice> choices = reuse.chooseFor(wantedInputs);
        return new LookedUpPage(rows, ours, choices, ReuseSelector.fetchedAgain(choices, wantedInputs, adoption));
    }

    private int reuse(LookedUpPage page) throws IOException {
        Map<RowKey, OriginRow> origins = unpurchased.origins(page.choices.values().stream()
                .map(ReuseSelector.ReuseChoice::from)
                .filter(Objects::nonNull)
                .map(EarlierRow::origin)
                .toList());
        List<UnpurchasedRows.ReusedRow> marks = new ArrayList<>();
        List<LedgerEvent> shared = new ArrayList<>();
        List<LedgerEvent> fetchedAgain = new ArrayList<>();
        for (UnpurchasedRow row : page.ours) {
            ReuseSelector.ReuseChoice choice = page.choices.get(row.inputKey());
            if (choice == null) {
                continue;
            }
            EarlierRow from = choice.from();
            EarlierRow gone = page.again.get(row.inputKey());
            if (from != null) {
                List<DownloadedPicture> pictures =
                        sharing.place(from.key(), from.output(), choice.pictures(), row.name());
                marks.add(new UnpurchasedRows.ReusedRow(row.key(), from.origin()));
                shared.add(new PictureShared(
                        row.key(),
                        row.attempt(),
                        RowState.REUSED,
                        RowState.REUSED,
                        pictures,
                        origins.get(from.origin())));
            } else if (gone != null) {
                fetchedAgain.add(row.fetchesAgain(gone));
            } else if (choice.why() != null) {
                notReused.merge(choice.why(), 1L, Long::sum);
            }
        }
        marked |= !marks.isEmpty();
        sharing.force();
        unpurchased.reuse(marks);
        refetched += ledger.applyAll(fetchedAgain);
        return ledger.applyAll(shared);
    }

    private static void tell(ReuseRefusal why, long rows) {
        switch (why) {
            case FILE_GONE -> log.warn("{} rows are not reused: files of theirs are gone", rows);
            case FILE_CHANGED -> log.warn("{} rows are not reused: files of theirs are not as they were", rows);
            case SOURCE_CHANGED -> log.info("{} rows are not reused: their source pictures changed", rows);
            case QUERY_DIFFERS ->
                log.warn(
                        "{} rows are bought again though each differs only in its query from one bought before; with"
                                + " sources.ignore-query: true in the job file, or the names of the parameters that change, its"
                                + " picture is taken",
                        rows);
            case CHECK_FAILED ->
                log.warn(
                        "{} rows failed by a check before and are bought again: the same input and seed may well come out"
                                + " alike; reject them in the report for a new seed, or approve them to use them as they are",
                        rows);
            case REJECTED ->
                log.warn(
                        "{} rows are bought again though their pictures were rejected and none that makes them again is there:"
                                + " with the same input and seed they may well come out alike; 'review' writes a redo.csv",
                        rows);
        }
    }

    /**
     * Rows and what other runs have for them.
     *
     * @param rows the next that are still to be submitted
     * @param ours those of them that are this process's work
     * @param choices by input key
     * @param again whose purchases are downloaded again, by input key
     */
    private record LookedUpPage(
            List<UnpurchasedRow> rows,
            List<UnpurchasedRow> ours,
            Map<String, ReuseSelector.ReuseChoice> choices,
            Map<String, EarlierRow> again) {

        private int last() {
            return rows.get(rows.size() - 1).key().row();
        }
    }
}
