package dev.darkroom.jobfile.rules;

/**
 * The job file's {@code stop-if}: the run stops once so many of the rows that ended last failed.
 *
 * @param failures how many of them stop it, from 1 on
 * @param rows how many rows are looked at, no fewer than that
 */
public record FailureRate(int failures, int rows) {

    public FailureRate {
        if (failures < 1 || failures > rows) {
            throw new IllegalArgumentException("asks for more failures than rows, or for none");
        }
    }

    @Override
    public String toString() {
        return failures + " of " + rows;
    }
}
