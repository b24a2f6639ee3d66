package dev.darkroom.submit;

import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the user confirm once, before the first purchase, and holds the run to the answer: rows that were to be
 * downloaded again, and that the service has lost, come to be submitted afterwards.
 */
final class ConfirmedPurchases implements PurchaseConfirmation, SubmitGuard {

    private final PurchaseConfirmation user;
    private final long confirmOver;
    private final RunLedger ledger;
    private final Set<RowKey> bought = new HashSet<>();
    private long confirmed;

    /** @param confirmOver how many purchases need the user's confirmation; negative for none */
    ConfirmedPurchases(PurchaseConfirmation user, long confirmOver, RunLedger ledger) {
        this.user = user;
        this.confirmOver = confirmOver;
        this.ledger = ledger;
    }

    @Override
    public synchronized boolean confirm(long purchases, @Nullable BigDecimal estimate) {
        boolean agrees = user.confirm(purchases, estimate);
        confirmed = agrees ? purchases : 0;
        return agrees;
    }

    @Override
    public boolean acceptRejected(long rejected) {
        return user.acceptRejected(rejected);
    }

    @Override
    public boolean acceptAll() {
        return user.acceptAll();
    }

    @Override
    public synchronized @Nullable StopSignal before(PendingRow row) {
        long rejected = ledger.count(RowState.REJECTED);
        if (rejected > 0 && !user.acceptRejected(rejected)) {
            return new StopSignal(
                    StopReason.UNCONFIRMED,
                    "rows are invalid, and --strict buys nothing then: mend what validate lists, or leave --strict out");
        }
        if (confirmOver < 0 || user.acceptAll() || bought.contains(row.key())) {
            return null;
        }
        if (bought.size() >= Math.max(confirmOver, confirmed)) {
            return new StopSignal(
                    StopReason.UNCONFIRMED,
                    "rows that were to be fetched again are gone at the service and have to be bought, more than"
                            + " confirm-over allows unasked: start it again with --yes");
        }
        bought.add(row.key());
        return null;
    }
}
