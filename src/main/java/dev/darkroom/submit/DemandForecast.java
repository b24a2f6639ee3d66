package dev.darkroom.submit;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.figures.HeldRows;
import dev.darkroom.ledger.figures.PurchaseDemand;
import java.time.Duration;
import java.util.List;

/**
 * Says what there is to buy as soon as the first purchase may be judged by it: while rows are held that earlier runs may
 * serve, that is once some row surely is to be bought and the user need not be asked, however many of the held ones follow.
 * Else it is once nothing is held any more.
 */
final class DemandForecast {

    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    private final RunLedger ledger;
    private final HeldRows held;
    private final long confirmOver;
    private final PurchaseConfirmation confirmation;

    /** @param confirmOver how many purchases need the user's confirmation; negative for none */
    DemandForecast(RunLedger ledger, long confirmOver, PurchaseConfirmation confirmation) {
        this.ledger = ledger;
        this.held = ledger.work().held();
        this.confirmOver = confirmOver;
        this.confirmation = confirmation;
    }

    /** Waits for the first demand by which the purchase may be judged, or for a stop. */
    PurchaseDemand first() throws InterruptedException {
        return await(true);
    }

    /** Waits until nothing is held any more, or for a stop. */
    PurchaseDemand last() throws InterruptedException {
        return await(false);
    }

    private PurchaseDemand await(boolean first) throws InterruptedException {
        long seen = ledger.version();
        while (held.count() > 0 && !ledger.signals().submitsStopped()) {
            PurchaseDemand demand = held.demand();
            if (first && demand.rows() > 0 && !needsConfirmation(demand)) {
                return demand;
            }
            ledger.awaitChange(seen, POLL_INTERVAL);
            seen = ledger.version();
        }
        return new PurchaseDemand(ledger.work().pendingModels(), List.of());
    }

    private boolean needsConfirmation(PurchaseDemand demand) {
        return confirmOver >= 0 && !confirmation.acceptAll() && demand.rows() + demand.possibleRows() > confirmOver;
    }
}
