package dev.darkroom.job;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.flow.FlowExecutionStatus;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.step.StepExecution;

/** Ends the job as failed while any row may be resumed: Spring Batch never starts a completed instance once more. */
final class ReopenDecider implements JobExecutionDecider {

    static final String MAY_BE_REOPENED = "MAY_BE_REOPENED";
    private static final String SETTLED = "SETTLED";

    private final RunLedger ledger;

    ReopenDecider(RunLedger ledger) {
        this.ledger = ledger;
    }

    @Override
    public FlowExecutionStatus decide(JobExecution job, @Nullable StepExecution step) {
        boolean stopped = ledger.signals().stopped() != null;
        boolean failed = job.getStepExecutions().stream()
                .anyMatch(each -> each.getStatus().isUnsuccessful());
        long settled = ledger.count(RowState.SUCCEEDED, RowState.REUSED, RowState.REJECTED, RowState.FOLLOWER);
        long all = ledger.count(RowState.values());
        return new FlowExecutionStatus(stopped || failed || settled < all ? MAY_BE_REOPENED : SETTLED);
    }
}
