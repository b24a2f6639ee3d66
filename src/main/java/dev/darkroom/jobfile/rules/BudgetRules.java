package dev.darkroom.jobfile.rules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code budget}, in US dollars.
 *
 * @param maxCost what the whole run may cost, or null for no limit
 * @param price of one output, or null for the service's own
 * @param perDay what all runs at the service may cost in a calendar day, or null for no limit
 * @param perMonth what they may cost in a calendar month, or null for no limit
 */
public record BudgetRules(
        @Nullable BigDecimal maxCost,
        @Nullable BigDecimal price,
        @Nullable BigDecimal perDay,
        @Nullable BigDecimal perMonth) {

    /** Returns the keys of the limits that are set: none of them can be kept without a price. */
    public List<String> limits() {
        return Stream.of(
                        maxCost == null ? null : "budget.max-cost",
                        perDay == null ? null : BudgetPeriod.DAY.key(),
                        perMonth == null ? null : BudgetPeriod.MONTH.key())
                .filter(Objects::nonNull)
                .toList();
    }
}
