package dev.darkroom.stage;

import dev.darkroom.ledger.RowHashes;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.StagedModels;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.DuplicateFinder;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.HardestNames;
import dev.darkroom.step.RunPhase;
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
    private final StagedModels models;
    private final HardestNames names;
    private final CurrentPhase phase;
    private final RunLedger ledger;

    /**
     * @param hashes that the duplicates are found by, needed no longer afterwards
     * @param models of the rows that this process has staged
     * @param names of these
     */
    CheckTasklet(
            LedgerDatabase database,
            DuplicateFinder duplicates,
            RowHashes hashes,
            StagedModels models,
            HardestNames names,
            CurrentPhase phase,
            RunLedger ledger) {
        this.models = models;
        this.names = names;
        this.database = database;
        this.duplicates = duplicates;
        this.hashes = hashes;
        this.phase = phase;
        this.ledger = ledger;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        phase.begin(RunPhase.CHECKING, ledger.count(RowState.values()));
        try {
            check(contribution);
        } finally {
            phase.end();
        }
        return RepeatStatus.FINISHED;
    }

    private void check(StepContribution contribution) {
        database.buildIndexes();
        int secondIds = duplicates.rejectSecondIds();
        int sharedNames = duplicates.markSharedNames();
        int followers = duplicates.followEarlierRows();
        hashes.clear();
        ledger.recountRows();
        if (secondIds == 0 && followers == 0) {
            ledger.staged(models);
        }
        if (sharedNames > 0) {
            names.outdate();
        }
        contribution.incrementWriteCount(secondIds + followers);
        log.info(
                "checked: {} second ids rejected, {} rows share a file name, {} equal to an earlier row",
                secondIds,
                sharedNames,
                followers);
    }
}
