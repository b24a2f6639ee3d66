package dev.darkroom.results;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Durations, four bytes each, and their exact percentiles, between two of them interpolated as a spreadsheet's
 * PERCENTILE does. Longer ones than 24 days count as 24 days. Not thread-safe.
 */
public final class DurationSamples {

    private static final int FIRST_LENGTH = 8;

    private int[] millis = new int[0];
    private int count;
    private boolean sorted = true;

    public void add(long durationMillis) {
        if (count == millis.length) {
            millis = Arrays.copyOf(millis, Math.max(FIRST_LENGTH, count + (count >> 1)));
        }
        millis[count] = (int) Math.max(0, Math.min(Integer.MAX_VALUE, durationMillis));
        count++;
        sorted = false;
    }

    /**
     * Returns the duration that so much of all are not longer than, in seconds with three decimals; null if there are
     * none.
     *
     * @param share from 0 to 1
     */
    @Nullable
    public BigDecimal percentile(double share) {
        if (count == 0) {
            return null;
        }
        if (!sorted) {
            Arrays.sort(millis, 0, count);
            sorted = true;
        }
        double rank = share * (count - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, count - 1);
        double value = millis[below] + (rank - below) * ((double) millis[above] - millis[below]);
        return BigDecimal.valueOf(value / 1_000).setScale(3, RoundingMode.HALF_UP);
    }
}
