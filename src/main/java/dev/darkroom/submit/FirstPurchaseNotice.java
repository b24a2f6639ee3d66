package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import org.jspecify.annotations.Nullable;

/** Tells a listener of the first row that all guards before this one let through; holds none back itself. */
final class FirstPurchaseNotice implements SubmitGuard {

    private final FirstPurchaseListener listener;
    private boolean told;

    FirstPurchaseNotice(FirstPurchaseListener listener) {
        this.listener = listener;
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        if (!told) {
            told = true;
            listener.beforeFirstPurchase();
        }
        return null;
    }
}
