package dev.darkroom.report;

import dev.darkroom.results.DurationSamples;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums up how long one part of a row's way took over all rows, in milliseconds. Takes four bytes a row. Not
 * thread-safe.
 */
final class LatencyStatistics {

    /** Six bars to each power of ten, from ten milliseconds on; the last has no end. */
    static final List<Long> UPPER_ENDS = List.of(
            10L,
            15L,
            20L,
            30L,
            50L,
            70L,
            100L,
            150L,
            200L,
            300L,
            500L,
            700L,
            1_000L,
            1_500L,
            2_000L,
            3_000L,
            5_000L,
            7_000L,
            10_000L,
            15_000L,
            20_000L,
            30_000L,
            50_000L,
            70_000L,
            100_000L,
            150_000L,
            200_000L,
            300_000L,
            500_000L,
            700_000L,
            1_000_000L,
            1_500_000L,
            2_000_000L,
            3_000_000L,
            5_000_000L,
            7_000_000L,
            10_000_000L);

    private final DurationSamples durations = new DurationSamples();
    private final long[] bars = new long[UPPER_ENDS.size() + 1];
    private long rows;

    void add(@Nullable Long millis) {
        if (millis == null) {
            return;
        }
        rows++;
        durations.add(millis);
        int bar = 0;
        while (bar < UPPER_ENDS.size() && millis > UPPER_ENDS.get(bar)) {
            bar++;
        }
        bars[bar]++;
    }

    long rows() {
        return rows;
    }

    /** The number of rows that took at most so long; one more for those that took longer than the last. */
    long[] bars() {
        return bars.clone();
    }

    /** In seconds; null without rows. */
    @Nullable
    BigDecimal percentile(double share) {
        return durations.percentile(share);
    }
}
