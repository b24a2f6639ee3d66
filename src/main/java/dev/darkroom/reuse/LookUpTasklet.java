package dev.darkroom.reuse;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunPhase;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Looks the rows still to be submitted up in all other runs at the same service, in the ledger alone: those that an earlier
 * picture may serve are held until that is sure, which takes files and hosts; of the others it adopts what another run has
 * purchased and not got yet. Each start looks them up again, since the others continue too.
 */
final class LookUpTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(LookUpTasklet.class);

    private final UnpurchasedRows unpurchased;
    private final @Nullable ReuseSelector recorded;
    private final PurchaseAdoption adoption;
    private final RunLedger ledger;
    private final CurrentPhase phase;
    private final boolean otherRuns;
    private final RefusalCounts refusals = new RefusalCounts();

    /**
     * @param recorded chooses by what is recorded alone; null if no other run's success is taken
     * @param phase is told how many rows are looked up
     * @param otherRuns whether there are any rows to look up
     */
    LookUpTasklet(
            UnpurchasedRows unpurchased,
            @Nullable ReuseSelector recorded,
            PurchaseAdoption adoption,
            RunLedger ledger,
            CurrentPhase phase,
            boolean otherRuns) {
        this.unpurchased = unpurchased;
        this.recorded = recorded;
        this.adoption = adoption;
        this.ledger = ledger;
        this.phase = phase;
        this.otherRuns = otherRuns;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context)
            throws IOException, InterruptedException {
        if (otherRuns) {
            lookUpAll();
        }
        refusals.tell();
        adoption.tellOfWaiting();
        contribution.incrementWriteCount(adoption.adopted());
        log.info(
                "looked up in other runs: {} taken over, {} may be reused",
                adoption.adopted(),
                ledger.work().held().count());
        return RepeatStatus.FINISHED;
    }

    private void lookUpAll() throws IOException, InterruptedException {
        boolean done = false;
        phase.begin(RunPhase.LOOKING_UP, ledger.count(RowState.values()));
        try {
            List<UnpurchasedRow> page = unpurchased.after(0);
            while (!page.isEmpty() && !ledger.signals().stopImmediately()) {
                lookUp(ledger.work().ours(page));
                int last = page.get(page.size() - 1).key().row();
                phase.done(last);
                page = unpurchased.after(last);
            }
            done = page.isEmpty();
        } finally {
            endPhase(done);
        }
    }

    /** Leaves the phase to the step that follows, if there is anything left for it. */
    private void endPhase(boolean done) {
        int held = ledger.work().held().count();
        if (done && held > 0) {
            phase.begin(RunPhase.LOOKING_UP, held);
        } else {
            ledger.work().held().end();
            phase.end();
        }
    }

    private void lookUp(List<UnpurchasedRow> rows) throws IOException, InterruptedException {
        Map<String, ReuseSelector.ReuseChoice> choices = recorded == null
                ? Map.of()
                : recorded.chooseFor(rows.stream().map(WantedInput::of).toList());
        List<UnpurchasedRow> held = new ArrayList<>();
        List<UnpurchasedRow> others = new ArrayList<>();
        for (UnpurchasedRow row : rows) {
            ReuseSelector.ReuseChoice choice = choices.get(row.inputKey());
            if (choice != null && choice.from() != null) {
                held.add(row);
                continue;
            }
            others.add(row);
            if (choice != null && choice.why() != null) {
                refusals.add(choice.why());
            }
        }
        ledger.work().hold(held);
        ledger.work().release(adoption.adopt(others));
    }
}
