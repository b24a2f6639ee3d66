package dev.darkroom.ledger.history;

import dev.darkroom.ledger.figures.PurchaseGroup;
import dev.darkroom.ledger.spending.StoredSpending;
import java.math.BigDecimal;
import java.util.List;

/**
 * The totals of a run's purchases, as the ledger holds them.
 *
 * @param accepted purchases that the service accepted
 * @param unknown rows whose last submit's answer was lost
 * @param possibleDuplicates rows submitted again although an earlier purchase of theirs may have been accepted
 * @param sends submits that reached the service, or may have
 * @param spent what the service said it cost or, where it said nothing, the price of what it made; in USD
 * @param counted what counts for a budget: that, and the estimates of what is on its way or may be billed, in USD
 * @param throttled submits that the service answered with: too many
 */
public record PurchaseTotals(
        long accepted,
        long unknown,
        long possibleDuplicates,
        long sends,
        BigDecimal spent,
        BigDecimal counted,
        long throttled) {

    /**
     * Sums up groups of purchases.
     *
     * @param unknown rows whose last submit's answer was lost
     */
    static PurchaseTotals of(List<PurchaseGroup> groups, long unknown, long possibleDuplicates) {
        return new PurchaseTotals(
                groups.stream()
                        .filter(PurchaseGroup::isAccepted)
                        .mapToLong(PurchaseGroup::purchases)
                        .sum(),
                unknown,
                possibleDuplicates,
                groups.stream().mapToLong(PurchaseGroup::sends).sum(),
                StoredSpending.spent(groups),
                StoredSpending.counted(groups),
                groups.stream().mapToLong(PurchaseGroup::throttled).sum());
    }
}
