package dev.darkroom.submit;

import dev.darkroom.ledger.PendingRow;
import dev.darkroom.ledger.RunSignals.Stop;
import dev.darkroom.ledger.Spending;
import dev.darkroom.ledger.StopReason;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a run within its budget: what was spent, and the price of all that is on its way or in doubt, must leave room
 * for the next purchase, which is reserved here.
 */
public final class BudgetBrake implements Brake {

    private final BigDecimal most;
    private final Estimates estimates;
    private final Spending spending;

    /** @param most what the run may cost in USD */
    public BudgetBrake(BigDecimal most, Estimates estimates, Spending spending) {
        this.most = most;
        this.estimates = estimates;
        this.spending = spending;
    }

    @Override
    public @Nullable Stop before(PendingRow row) {
        BigDecimal next = estimates.of(row);
        if (next == null) {
            return new Stop(
                    StopReason.BUDGET, "no price is known for " + row.model() + ", so the budget cannot be kept");
        }
        if (spending.reserve(row.key(), next, most)) {
            return null;
        }
        return new Stop(
                StopReason.BUDGET,
                "the next purchase, " + next.toPlainString() + " USD, would exceed the budget of "
                        + most.toPlainString() + " USD; "
                        + spending.total().stripTrailingZeros().toPlainString()
                        + " USD are spent or on their way; a higher --max-cost goes on");
    }
}
