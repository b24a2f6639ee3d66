package dev.darkroom.stage;

import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.RunLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Tells equal rows apart once all are in: second ids, shared file names, rows that would buy the same twice. */
public final class CheckTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(CheckTasklet.class);

    private final LedgerDatabase database;
    private final EqualRows equalRows;
    private final RunLedger ledger;
    private final boolean reuse;

    /** @param reuse whether an earlier run's success is taken */
    public CheckTasklet(LedgerDatabase database, EqualRows equalRows, RunLedger ledger, boolean reuse) {
        this.database = database;
        this.equalRows = equalRows;
        this.ledger = ledger;
        this.reuse = reuse;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        database.buildIndexes();
        int secondIds = equalRows.rejectSecondIds();
        int sharedNames = equalRows.markSharedNames();
        int followers = equalRows.followEarlierRows();
        int reusable = reuse ? equalRows.reuseEarlierRuns() : 0;
        int takenOver = ledger.applyAll(equalRows.takeOvers());
        equalRows
                .runsWithEqualPendingRows()
                .forEach(run -> log.warn(
                        "the run {} has rows still to be bought that equal rows of this one: finish or cancel it, or they may be"
                                + " reused there",
                        run));
        ledger.recount();
        contribution.incrementWriteCount(secondIds + followers + reusable + takenOver);
        log.info(
                "checked: {} second ids rejected, {} rows share a file name, {} equal to an earlier row, {} reusable, {} taken over",
                secondIds,
                sharedNames,
                followers,
                reusable,
                takenOver);
        return RepeatStatus.FINISHED;
    }
}
