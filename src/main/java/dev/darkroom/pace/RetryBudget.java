package dev.darkroom.pace;

/**
 * Limits how many calls may be repeated soon: a share of those that succeeded, so that an ill service is not hammered
 * with the repeats of everything it fails. Thread-safe.
 */
final class RetryBudget {

    private static final int MAX = 20;
    private static final double EARNED = 0.2;

    private double left = MAX;

    /** Notes that a call succeeded. */
    public synchronized void earn() {
        left = Math.min(MAX, left + EARNED);
    }

    /** Takes one repeat from the budget; false if none is left: then it has to wait for as long as it ever would. */
    public synchronized boolean spend() {
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
