package dev.darkroom.download;

import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.EqualRow;
import dev.darkroom.ledger.LedgerEvent;
import dev.darkroom.ledger.Picture;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.Shared;
import dev.darkroom.ledger.TakeOvers;
import dev.darkroom.ledger.UnboughtRow;
import dev.darkroom.ledger.UnboughtRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Gives rows still to be bought the pictures of equal ones that other runs bought, has those fetched again whose files
 * are gone, and says how many could not have them, and why. Each start looks again, since the others go on too.
 */
final class ReuseTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(ReuseTasklet.class);

    private final UnboughtRows unbought;
    private final RunLedger ledger;
    private final Reuse reuse;
    private final Placement placement;
    private final Sharing sharing;
    private final TakeOvers takeOvers;
    private final boolean wanted;
    private final Map<NotReused, Long> notReused = new EnumMap<>(NotReused.class);
    private long refetched;

    /**
     * @param takeOvers what is under way or in doubt elsewhere: nothing of it is fetched again
     * @param wanted whether another run's success is taken at all
     */
    ReuseTasklet(
            UnboughtRows unbought,
            RunLedger ledger,
            Reuse reuse,
            TakeOvers takeOvers,
            Placement placement,
            boolean wanted) {
        this.unbought = unbought;
        this.ledger = ledger;
        this.reuse = reuse;
        this.placement = placement;
        this.sharing = new Sharing(placement);
        this.takeOvers = takeOvers;
        this.wanted = wanted;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        unbought.takeBackUnshared();
        try {
            contribution.incrementWriteCount(wanted ? reuseAll() : 0);
        } catch (IOException e) {
            if (DiskFull.isCauseOf(e)) {
                throw new DiskFullException(placement.output(), e);
            }
            throw e;
        } finally {
            ledger.recount();
        }
        return RepeatStatus.FINISHED;
    }

    private long reuseAll() throws IOException, InterruptedException {
        long reused = 0;
        notReused.clear();
        refetched = 0;
        List<UnboughtRow> page = unbought.after(0);
        while (!page.isEmpty() && !ledger.signals().leaveAll()) {
            reused += reuse(ledger.ours(page));
            page = unbought.after(page.get(page.size() - 1).key().row());
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

    private int reuse(List<UnboughtRow> page) throws IOException, InterruptedException {
        Map<String, Reuse.Choice> choices =
                reuse.choose(page.stream().map(UnboughtRow::inputKey).distinct().toList());
        Map<String, EqualRow> again = Reuse.fetchedAgain(choices, takeOvers);
        List<UnboughtRows.Reused> marks = new ArrayList<>();
        List<LedgerEvent> shared = new ArrayList<>();
        List<LedgerEvent> fetchedAgain = new ArrayList<>();
        for (UnboughtRow row : page) {
            Reuse.Choice choice = choices.get(row.inputKey());
            if (choice == null) {
                continue;
            }
            EqualRow from = choice.from();
            EqualRow gone = again.get(row.inputKey());
            if (from != null) {
                List<Picture> pictures = sharing.place(from.key(), from.output(), choice.pictures(), row.name());
                marks.add(new UnboughtRows.Reused(row.key(), from.origin()));
                shared.add(new Shared(row.key(), row.attempt(), RowState.REUSED, RowState.REUSED, pictures));
            } else if (gone != null) {
                fetchedAgain.add(row.fetchesAgain(gone));
            } else if (choice.why() != null) {
                notReused.merge(choice.why(), 1L, Long::sum);
            }
        }
        unbought.reuse(marks);
        refetched += ledger.applyAll(fetchedAgain);
        return ledger.applyAll(shared);
    }

    private static void tell(NotReused why, long rows) {
        switch (why) {
            case FILE_GONE -> log.warn("{} rows are not reused: files of theirs are gone", rows);
            case FILE_CHANGED -> log.warn("{} rows are not reused: files of theirs are not as they were", rows);
            case SOURCE_CHANGED -> log.info("{} rows are not reused: their source pictures changed", rows);
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
}
