package dev.darkroom.stage;

import dev.darkroom.ledger.EqualRows;
import dev.darkroom.ledger.RunLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Looks the rows still to be bought up in all other runs at the same service: what one has is reused, what it has bought
 * and not got yet is taken over. Each start looks again, since the others go on too.
 */
public final class LookUpTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(LookUpTasklet.class);

    private final EqualRows equalRows;
    private final RunLedger ledger;
    private final boolean reuse;
    private final boolean doubtToo;

    /**
     * @param reuse whether another run's success is taken
     * @param doubtToo whether rows become unknown that equal one which may have been bought; not if the user wants just
     *     these to be bought again
     */
    public LookUpTasklet(EqualRows equalRows, RunLedger ledger, boolean reuse, boolean doubtToo) {
        this.equalRows = equalRows;
        this.ledger = ledger;
        this.reuse = reuse;
        this.doubtToo = doubtToo;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        int reusable = reuse ? equalRows.reuseEarlierRuns() : 0;
        int takenOver = ledger.applyAll(equalRows.takeOvers(doubtToo));
        equalRows
                .runsWithEqualPendingRows()
                .forEach(run -> log.warn(
                        "the run {} is not finished and waits to buy rows that this run has too. They are bought once, here;"
                                + " when that run goes on it may reuse them, so finish or cancel it",
                        run));
        if (reusable > 0) {
            ledger.recount();
        }
        contribution.incrementWriteCount(reusable + takenOver);
        log.info("looked up in other runs: {} reusable, {} taken over", reusable, takenOver);
        return RepeatStatus.FINISHED;
    }
}
