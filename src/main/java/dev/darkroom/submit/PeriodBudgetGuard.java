package dev.darkroom.submit;

import dev.darkroom.io.MoneyText;
import dev.darkroom.jobfile.rules.BudgetPeriod;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.ledger.spending.RunSpending;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps all runs at a service within what they may cost in a day or a month of the calendar: what was spent, and the
 * price of all that is on its way or in doubt, must leave room for the next purchase, which is reserved here.
 */
public final class PeriodBudgetGuard implements SubmitGuard {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm VV", Locale.ROOT);

    private final BudgetPeriod period;
    private final BigDecimal most;
    private final CostEstimates estimates;
    private final RunLedger ledger;
    private final InstantSource wall;
    private final ZoneId zone;
    private Instant start;
    private RunSpending spending;

    /**
     * Reads what was spent; to be made before the first row moves.
     *
     * @param most what all runs may cost in the period, in USD
     * @param zone of the calendar
     */
    public PeriodBudgetGuard(
            BudgetPeriod period,
            BigDecimal most,
            CostEstimates estimates,
            RunLedger ledger,
            InstantSource wall,
            ZoneId zone) {
        this.period = period;
        this.most = most;
        this.estimates = estimates;
        this.ledger = ledger;
        this.wall = wall;
        this.zone = zone;
        this.start = period.startOf(wall.instant(), zone).toInstant();
        this.spending = ledger.accounts().since(start);
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        BigDecimal next = estimates.of(row);
        if (next == null) {
            return new StopSignal(
                    StopReason.BUDGET,
                    "no price is known for " + row.model() + ", so " + period.key()
                            + " cannot be kept: set budget.price");
        }
        Instant now = wall.instant();
        Instant current = period.startOf(now, zone).toInstant();
        if (current.isAfter(start)) {
            start = current;
            spending = ledger.accounts().fromNowOn(current);
        }
        if (spending.reserve(row.key(), next, most)) {
            return null;
        }
        return new StopSignal(
                StopReason.BUDGET,
                "the next purchase, " + MoneyText.usd(next) + ", would exceed " + period.key() + " of "
                        + MoneyText.usd(most) + "; "
                        + MoneyText.usd(spending.total())
                        + " are spent or on their way since "
                        + start.atZone(zone).format(MOMENT) + " by all runs at this service; more is bought from "
                        + period.endOf(now, zone).format(MOMENT) + " on, or with a higher " + period.key());
    }
}
