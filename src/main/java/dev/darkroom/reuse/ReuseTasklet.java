package dev.darkroom.reuse;

import dev.darkroom.download.ImageStore;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.figures.HeldRows;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.OriginRow;
import dev.darkroom.ledger.rows.PictureShared;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.step.CurrentPhase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Finds out for the rows that are held whether what other runs purchased serves them, beside the buying of the others: gives
 * them the pictures of equal rows, has those downloaded again whose files are gone, adopts what is under way, and lets the
 * rest be submitted. Several pages of rows are looked up at once, so that a slow host holds up none but its own page.
 *
 * <p>What becomes of a row is durable before the row is let go; a start after a kill finds out anew.
 */
final class ReuseTasklet implements Tasklet {

    /** The number of pages that are looked up at once. */
    static final int MAX_PAGES = 3;

    private static final Logger log = LoggerFactory.getLogger(ReuseTasklet.class);

    private final UnpurchasedRows unpurchased;
    private final RunLedger ledger;
    private final HeldRows held;
    private final ReuseSelector reuse;
    private final ImageStore imageStore;
    private final PictureCopy sharing;
    private final AdoptionSelector selector;
    private final PurchaseAdoption adoption;
    private final CurrentPhase phase;
    private final Executor workers;
    private final RefusalCounts refusals = new RefusalCounts();
    private long refetched;

    /**
     * @param selector finds what is under way or in doubt elsewhere: nothing of it is downloaded again
     * @param adoption adopts that
     * @param phase is told how many rows are looked up
     * @param workers look rows up, {@link #MAX_PAGES} pages at a time
     */
    ReuseTasklet(
            UnpurchasedRows unpurchased,
            RunLedger ledger,
            ReuseSelector reuse,
            ImageStore imageStore,
            AdoptionSelector selector,
            PurchaseAdoption adoption,
            CurrentPhase phase,
            Executor workers) {
        this.unpurchased = unpurchased;
        this.ledger = ledger;
        this.held = ledger.work().held();
        this.reuse = reuse;
        this.imageStore = imageStore;
        this.sharing = new PictureCopy(imageStore);
        this.selector = selector;
        this.adoption = adoption;
        this.phase = phase;
        this.workers = workers;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        if (held.count() == 0) {
            return RepeatStatus.FINISHED;
        }
        int adoptedBefore = adoption.adopted();
        try {
            long reused = reuseAll();
            contribution.incrementWriteCount(reused);
            log.info("reused from other runs: {} rows", reused);
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(imageStore.output(), e);
            }
            throw e;
        } finally {
            phase.end();
            ledger.settle();
        }
        tell(adoption.adopted() - adoptedBefore);
        return RepeatStatus.FINISHED;
    }

    private void tell(int adopted) {
        if (refetched > 0) {
            log.warn(
                    "{} rows are fetched again, which costs nothing: their files are gone or not as they were; what the"
                            + " service has lost too is bought",
                    refetched);
        }
        if (adopted > 0) {
            log.info("{} rows that no picture serves are taken over from other runs", adopted);
        }
        refusals.tell();
        adoption.tellOfWaiting();
    }

    private long reuseAll() throws IOException, InterruptedException {
        CompletionService<LookedUpPage> pages = new ExecutorCompletionService<>(workers);
        long reused = 0;
        int done = 0;
        int last = 0;
        int open = 0;
        try {
            while (true) {
                List<RowKey> next = nextPage(last, open);
                if (!next.isEmpty() && begin(pages, next)) {
                    last = next.get(next.size() - 1).row();
                    open++;
                } else if (open > 0) {
                    Future<LookedUpPage> ended = pages.take();
                    open--;
                    LookedUpPage page = get(ended);
                    if (!ledger.signals().stopImmediately()) {
                        reused += reuse(page);
                        done += page.rows.size();
                        phase.done(done);
                    }
                } else {
                    return reused;
                }
            }
        } finally {
            awaitEnd(pages, open);
        }
    }

    private List<RowKey> nextPage(int last, int open) {
        return open == MAX_PAGES || ledger.signals().stopImmediately()
                ? List.of()
                : held.after(last, UnpurchasedRows.PAGE);
    }

    /** Begins to look a page up, unless the workers were ended, as a stop at once does. */
    private boolean begin(CompletionService<LookedUpPage> pages, List<RowKey> rows) {
        try {
            pages.submit(() -> lookUp(rows));
            return true;
        } catch (RejectedExecutionException ended) {
            return false;
        }
    }

    private static LookedUpPage get(Future<LookedUpPage> task) throws IOException, InterruptedException {
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
    private static void awaitEnd(CompletionService<LookedUpPage> pages, int open) throws InterruptedException {
        for (int page = 0; page < open; page++) {
            // Whoever waited for the page was told how it ended.
            Future<LookedUpPage> unused = pages.take();
        }
    }

    private LookedUpPage lookUp(List<RowKey> keys) throws IOException, InterruptedException {
        List<UnpurchasedRow> rows = unpurchased.of(keys);
        List<WantedInput> wanted = rows.stream().map(WantedInput::of).toList();
        Map<String, ReuseSelector.ReuseChoice> choices = reuse.chooseFor(wanted);
        return new LookedUpPage(rows, choices, ReuseSelector.fetchedAgain(choices, wanted, selector));
    }

    private int reuse(LookedUpPage page) throws IOException {
        Map<RowKey, OriginRow> origins = unpurchased.origins(page.choices.values().stream()
                .map(ReuseSelector.ReuseChoice::from)
                .filter(Objects::nonNull)
                .map(EarlierRow::origin)
                .toList());
        List<UnpurchasedRow> served = new ArrayList<>();
        List<UnpurchasedRow> unserved = new ArrayList<>();
        List<LedgerEvent> shared = new ArrayList<>();
        List<LedgerEvent> fetchedAgain = new ArrayList<>();
        for (UnpurchasedRow row : page.rows) {
            ReuseSelector.ReuseChoice choice = page.choices.get(row.inputKey());
            EarlierRow from = choice == null ? null : choice.from();
            EarlierRow gone = page.again.get(row.inputKey());
            if (choice != null && from != null) {
                List<DownloadedPicture> pictures =
                        sharing.place(from.key(), from.output(), choice.pictures(), row.name());
                OriginRow origin = origins.get(from.origin());
                shared.add(new PictureShared(
                        row.key(), row.attempt(), RowState.PENDING, RowState.REUSED, pictures, origin));
                served.add(row);
            } else if (gone != null) {
                fetchedAgain.add(row.fetchesAgain(gone));
                served.add(row);
            } else {
                if (choice != null && choice.why() != null) {
                    refusals.add(choice.why());
                }
                unserved.add(row);
            }
        }
        sharing.force();
        ledger.work().serving(served);
        refetched += ledger.applyAll(fetchedAgain);
        int reused = ledger.applyAll(shared);
        ledger.work().release(adoption.adopt(unserved));
        held.served(page.rows);
        return reused;
    }

    /**
     * Rows and what other runs have for them.
     *
     * @param rows a page of those that are held
     * @param choices by input key
     * @param again whose purchases are downloaded again, by input key
     */
    private record LookedUpPage(
            List<UnpurchasedRow> rows, Map<String, ReuseSelector.ReuseChoice> choices, Map<String, EarlierRow> again) {}
}
