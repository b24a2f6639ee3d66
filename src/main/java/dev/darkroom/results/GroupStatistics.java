package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The figures of a group of rows: how many, how many with pictures, for how much, how fast. Not thread-safe. */
final class GroupStatistics {

    private final DurationSamples durations = new DurationSamples();
    private long rows;
    private long withPicture;
    private long costUnknown;
    private BigDecimal cost = BigDecimal.ZERO;

    void add(RowOutcome row) {
        rows++;
        withPicture += row.status().hasPicture() ? 1 : 0;
        BigDecimal rowCost = row.costUsd();
        if (rowCost != null) {
            cost = cost.add(rowCost);
        } else if (purchasedHere(row)) {
            costUnknown++;
        }
        Instant submitted = row.submittedAt();
        Instant completed = row.completedAt();
        if (purchasedHere(row) && submitted != null && completed != null) {
            durations.add(Duration.between(submitted, completed).toMillis());
        }
    }

    /** Returns whether this run purchased the row: reused rows and adopted ones say nothing about its pace. */
    private static boolean purchasedHere(RowOutcome row) {
        return row.attempts() > 0 && row.status() != RowStatus.REUSED;
    }

    long rows() {
        return rows;
    }

    BigDecimal okShare() {
        return ResultTexts.share(withPicture, rows);
    }

    /** The known cost in USD; null if rows were purchased and of none is it known. */
    @Nullable
    BigDecimal cost() {
        return cost.signum() == 0 && costUnknown > 0 ? null : ResultTexts.money(cost);
    }

    DurationSamples durations() {
        return durations;
    }
}
