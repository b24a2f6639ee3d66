package dev.darkroom.jobfile;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The job file's {@code budget}, in US dollars.
 *
 * @param maxCost what the whole run may cost, or null for no limit
 * @param price of one output, or null for the service's own
 */
public record BudgetRules(
        @Nullable BigDecimal maxCost, @Nullable BigDecimal price) {}
