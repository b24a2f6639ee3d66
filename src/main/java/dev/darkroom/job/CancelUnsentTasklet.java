package dev.darkroom.job;

import dev.darkroom.ledger.RunLedger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** The step that leaves nothing to submit: every row not sent yet ends as cancelled by the user. */
final class CancelUnsentTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(CancelUnsentTasklet.class);

    private final RunLedger ledger;

    CancelUnsentTasklet(RunLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        int rows = ledger.recovery().withdraw();
        // Whoever cancels a run has looked at it, and nothing of it is left to buy.
        ledger.standingStop().pass();
        contribution.incrementWriteCount(rows);
        log.info("cancelled {} rows that were not sent yet", rows);
        return RepeatStatus.FINISHED;
    }
}
