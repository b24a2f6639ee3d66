package dev.darkroom.stage;

import dev.darkroom.io.CountText;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.RowState;
import java.util.BitSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Resumes what an earlier process of the run left behind, before anything else is done with its rows. */
final class RecoverTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(RecoverTasklet.class);

    private final RunLedger ledger;
    private final Set<RowState> only;
    private final @Nullable Supplier<BitSet> chosen;
    private final long rows;

    /**
     * @param only the states in which rows ended that are resumed, and no others; empty for all that a start resumes
     * @param chosen finds the rows that alone are worked on, by their numbers; null for all
     * @param rows how many rows the run is about
     */
    RecoverTasklet(RunLedger ledger, Set<RowState> only, @Nullable Supplier<BitSet> chosen, long rows) {
        this.ledger = ledger;
        this.only = Set.copyOf(only);
        this.chosen = chosen;
        this.rows = rows;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long staged = ledger.count(RowState.values());
        if (staged != rows) {
            // This process has staged some since the ledger was opened.
            ledger.recountRows();
            staged = ledger.count(RowState.values());
        }
        if (staged != rows) {
            throw new IllegalStateException(
                    "of " + CountText.of(rows, "row") + " only " + staged + " are in the ledger");
        }
        int lost = recover();
        if (lost > 0) {
            log.info(
                    "the purchase journal was {} ahead of the ledger, which has it by now",
                    CountText.of(lost, "event"));
        }
        contribution.incrementWriteCount(lost);
        return RepeatStatus.FINISHED;
    }

    private int recover() {
        if (chosen != null) {
            return ledger.recovery().recoverChosen(only, chosen);
        }
        return only.isEmpty() ? ledger.recovery().recover() : ledger.recovery().recoverOnly(only);
    }
}
