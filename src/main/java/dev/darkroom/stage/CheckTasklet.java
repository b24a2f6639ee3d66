package dev.darkroom.stage;

import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Finds a run's duplicates once all rows are in: second ids, shared file names, rows that would purchase the same
 * twice. Once for a run is enough, since its rows never change.
 */
final class CheckTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(CheckTasklet.class);

    private final LedgerDatabase database;
    private final DuplicateFinder duplicates;
    private final RowHashes hashes;
    private final RunLedger ledger;

    /** @param hashes that the duplicates are found by, needed no longer afterwards */
    CheckTasklet(LedgerDatabase database, DuplicateFinder duplicates, RowHashes hashes, RunLedger ledger) {
        this.database = database;
        this.duplicates = duplicates;
        this.hashes = hashes;
        this.ledger = ledger;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        database.buildIndexes(duplicates.hasOtherRuns());
        int secondIds = duplicates.rejectSecondIds();
        int sharedNames = duplicates.markSharedNames();
        int followers = duplicates.followEarlierRows();
        hashes.clear();
        ledger.recount();
        contribution.incrementWriteCount(secondIds + followers);
        log.info(
                "checked: {} second ids rejected, {} rows share a file name, {} equal to an earlier row",
                secondIds,
                sharedNames,
                followers);
        return RepeatStatus.FINISHED;
    }
}
