package dev.darkroom.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cost of what is to be submitted.
 *
 * @param estimatedUsd null if a price is unknown
 * @param spentUsd what the run that is resumed has spent, and what is on its way or may be billed is estimated at
 * @param capUsd what the whole run may cost, null for no limit
 * @param requestsWithinCap about how many requests the limit allows, null if it allows all or cannot be kept
 */
public record PlannedCost(
        @Nullable BigDecimal estimatedUsd,
        BigDecimal spentUsd,
        @Nullable BigDecimal capUsd,
        @Nullable Long requestsWithinCap) {

    static PlannedCost of(List<PlannedModel> models, BigDecimal spentUsd, @Nullable BigDecimal capUsd) {
        BigDecimal total = BigDecimal.ZERO;
        long requests = 0;
        for (PlannedModel model : models) {
            BigDecimal cost = model.cost();
            total = total == null || cost == null ? null : total.add(cost);
            requests += model.requests();
        }
        return new PlannedCost(total, spentUsd, capUsd, within(total, requests, spentUsd, capUsd));
    }

    private static @Nullable Long within(
            @Nullable BigDecimal total, long requests, BigDecimal spent, @Nullable BigDecimal cap) {
        if (total == null || cap == null || spent.add(total).compareTo(cap) <= 0) {
            return null;
        }
        BigDecimal left = cap.subtract(spent).max(BigDecimal.ZERO);
        return left.multiply(BigDecimal.valueOf(requests))
                .divide(total, 0, RoundingMode.DOWN)
                .longValueExact();
    }
}
