package dev.darkroom.reuse;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.AdoptedPurchases.AdoptionCandidates;
import dev.darkroom.ledger.rows.EarlierRow;
import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.UnpurchasedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adopts for rows still to be submitted what another run has purchased and not got yet, or may have. Used by one thread at
 * a time.
 */
final class PurchaseAdoption {

    private static final Logger log = LoggerFactory.getLogger(PurchaseAdoption.class);

    private final AdoptionSelector adoption;
    private final RunLedger ledger;
    private final boolean doubtToo;
    private final Set<String> waiting = new TreeSet<>();
    private final Set<String> told = new TreeSet<>();
    private int adopted;

    /**
     * @param doubtToo whether rows become unknown that equal one which may have been purchased; not if the user wants
     *     just these to be submitted again
     */
    PurchaseAdoption(AdoptionSelector adoption, RunLedger ledger, boolean doubtToo) {
        this.adoption = adoption;
        this.ledger = ledger;
        this.doubtToo = doubtToo;
    }

    /** Adopts what there is for these rows, a page of them; returns those for which there is nothing. */
    List<UnpurchasedRow> adopt(List<UnpurchasedRow> rows) {
        if (rows.isEmpty()) {
            return rows;
        }
        AdoptionCandidates found =
                adoption.among(rows.stream().map(WantedInput::of).toList(), doubtToo);
        List<UnpurchasedRow> left = new ArrayList<>();
        List<UnpurchasedRow> served = new ArrayList<>();
        List<LedgerEvent> events = new ArrayList<>();
        for (UnpurchasedRow row : rows) {
            EarlierRow other = found.bought().get(row.inputKey());
            if (other == null) {
                left.add(row);
            } else {
                served.add(row);
                events.add(row.takesOver(other));
            }
        }
        waiting.addAll(found.waiting());
        ledger.work().serving(served);
        adopted += ledger.applyAll(events);
        return left;
    }

    /** Tells the user of runs that wait to buy rows of this one, and of which nothing was told before. */
    void tellOfWaiting() {
        waiting.stream()
                .filter(told::add)
                .forEach(run -> log.warn(
                        "the run {} is not finished and waits to buy rows that this run has too. They are bought here;"
                                + " that run reuses what it finds of them when it goes on, and 'plan' tells what it would still"
                                + " buy. Finish or cancel it",
                        run));
    }

    /** The number of purchases that were adopted. */
    int adopted() {
        return adopted;
    }
}
