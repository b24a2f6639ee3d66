package dev.darkroom.report;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.results.DurationSamples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Sums up what one candidate made of a run's rows. Not thread-safe. */
final class CandidateFigures {

    private static final double MEDIAN = 0.5;
    private static final int DECIMALS = 6;

    private final DurationSamples runs = new DurationSamples();
    private long rows;
    private long pictures;
    private long flagged;
    private long bought;
    private @Nullable BigDecimal cost;

    void add(RowOutcome row) {
        rows++;
        if (!row.pictures().isEmpty()) {
            pictures++;
        }
        if (!row.flags().isEmpty()) {
            flagged++;
        }
        Long run = row.runMs();
        if (run != null) {
            runs.add(run);
        }
        BigDecimal paid = row.costUsd();
        if (paid != null && row.requestId() != null && paid.signum() > 0) {
            BigDecimal before = cost;
            cost = before == null ? paid : before.add(paid);
            bought += row.pictures().isEmpty() ? 0 : 1;
        }
    }

    /** Returns how many rows it was tried on. */
    long rows() {
        return rows;
    }

    /** Returns how many of them have a picture. */
    long pictures() {
        return pictures;
    }

    /** Returns how many of them are flagged. */
    long flagged() {
        return flagged;
    }

    /** Returns how long the service worked on one, in seconds; null if that is not known. */
    @Nullable
    BigDecimal medianRun() {
        return runs.percentile(MEDIAN);
    }

    /** Returns what this run paid for it, in US dollars; null if it paid nothing that is known. */
    @Nullable
    BigDecimal cost() {
        return cost;
    }

    /** Returns what a row with a picture cost, what was paid for rows without one included; null if that is not known. */
    @Nullable
    BigDecimal perPicture() {
        return cost == null || bought == 0
                ? null
                : cost.divide(BigDecimal.valueOf(bought), DECIMALS, RoundingMode.HALF_UP);
    }
}
