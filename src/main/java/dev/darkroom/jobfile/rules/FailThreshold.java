package dev.darkroom.jobfile.rules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The limit of rows without a picture above which a run counts as failed. Exactly one of the two is given.
 *
 * @param rows as a number of rows
 * @param percent as a share of all rows, from 0 to 100
 */
public record FailThreshold(@Nullable Long rows, @Nullable BigDecimal percent) {

    public FailThreshold {
        if ((rows == null) == (percent == null)) {
            throw new IllegalArgumentException("a threshold is a number of rows or a percentage");
        }
    }

    /** Returns whether so many rows without a picture, of so many in all, are within the limit. */
    public boolean allows(long failed, long total) {
        if (percent == null) {
            return rows != null && failed <= rows;
        }
        BigDecimal most = percent.multiply(BigDecimal.valueOf(total));
        return BigDecimal.valueOf(failed).scaleByPowerOfTen(2).compareTo(most) <= 0;
    }
}
