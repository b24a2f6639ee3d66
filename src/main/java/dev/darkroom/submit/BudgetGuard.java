package dev.darkroom.submit;

import dev.darkroom.io.MoneyText;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.RunSpending;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run within its budget: what was spent, and the price of all that is on its way or in doubt, must leave room
 * for the next purchase, which is reserved here.
 */
public final class BudgetGuard implements SubmitGuard {

    private final BigDecimal most;
    private final CostEstimates estimates;
    private final RunSpending spending;

    /** @param most what the run may cost in USD */
    public BudgetGuard(BigDecimal most, CostEstimates estimates, RunSpending spending) {
        this.most = most;
        this.estimates = estimates;
        this.spending = spending;
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        BigDecimal next = estimates.of(row);
        if (next == null) {
            return new StopSignal(
                    StopReason.BUDGET,
                    "no price is known for " + row.model() + ", so budget.max-cost cannot be kept: set budget.price");
        }
        if (spending.reserve(row.key(), next, most)) {
            return null;
        }
        return new StopSignal(
                StopReason.BUDGET,
                "the next purchase, " + MoneyText.usd(next) + ", would exceed the budget of " + MoneyText.usd(most)
                        + "; "
                        + MoneyText.usd(spending.total())
                        + " are spent or on their way; a higher --max-cost goes on");
    }
}
