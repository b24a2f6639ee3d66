package dev.darkroom.reuse;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.AdoptedPurchases;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import dev.darkroom.step.CurrentPhase;
import dev.darkroom.step.RunPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Looks the rows still to be submitted up in all other runs at the same service: what one has purchased and not got yet
 * is adopted. Each start looks them up again, since the others continue too.
 */
final class LookUpTasklet implements Tasklet {

    private static final Logger log = LoggerFactory.getLogger(LookUpTasklet.class);

    private final UnpurchasedRows unpurchased;
    private final AdoptionSelector adoption;
    private final RunLedger ledger;
    private final CurrentPhase phase;
    private final boolean otherRuns;
    private final boolean doubtToo;

    /**
     * @param phase is told how many rows are looked up
     * @param otherRuns whether there are any rows to look up
     * @param doubtToo whether rows become unknown that equal one which may have been purchased; not if the user wants
     *     just these to be submitted again
     */
    public LookUpTasklet(
            UnpurchasedRows unpurchased,
            AdoptionSelector adoption,
            RunLedger ledger,
            CurrentPhase phase,
            boolean otherRuns,
            boolean doubtToo) {
        this.unpurchased = unpurchased;
        this.adoption = adoption;
        this.ledger = ledger;
        this.phase = phase;
        this.otherRuns = otherRuns;
        this.doubtToo = doubtToo;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        Set<String> waiting = new TreeSet<>();
        int takenOver = otherRuns ? takeOverAll(waiting) : 0;
        waiting.forEach(run -> log.warn(
                "the run {} is not finished and waits to buy rows that this run has too. They are bought here;"
                        + " that run reuses what it finds of them when it goes on, and 'plan' tells what it would still buy."
                        + " Finish or cancel it",
                run));
        contribution.incrementWriteCount(takenOver);
        log.info("looked up in other runs: {} taken over", takenOver);
        return RepeatStatus.FINISHED;
    }

    private int takeOverAll(Set<String> waiting) {
        int takenOver = 0;
        phase.begin(RunPhase.LOOKING_UP, ledger.count(RowState.values()));
        try {
            List<UnpurchasedRow> page = unpurchased.after(0);
            while (!page.isEmpty() && !ledger.signals().stopImmediately()) {
                takenOver += takeOver(ledger.work().ours(page), waiting);
                int last = page.get(page.size() - 1).key().row();
                phase.done(last);
                page = unpurchased.after(last);
            }
        } finally {
            phase.end();
        }
        return takenOver;
    }

    private int takeOver(List<UnpurchasedRow> page, Set<String> waiting) {
        AdoptedPurchases.AdoptionCandidates found =
                adoption.among(page.stream().map(WantedInput::of).toList(), doubtToo);
        List<LedgerEvent> events = new ArrayList<>();
        Map<String, EarlierRow> bought = found.bought();
        for (UnpurchasedRow row : page) {
            EarlierRow other = bought.get(row.inputKey());
            if (other != null) {
                events.add(row.takesOver(other));
            }
        }
        waiting.addAll(found.waiting());
        return ledger.applyAll(events);
    }
}
