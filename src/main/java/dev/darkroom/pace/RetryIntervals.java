package dev.darkroom.pace;

import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;

/**
 * Says how long to wait before a call is made again: intervals that grow and are spread by chance while the budget for
 * repeats lasts, else the longest. Thread-safe.
 */
public final class RetryIntervals {

    private static final double GROWTH = 2.0;
    private static final double SPREAD = 0.5;

    private final RetryBudget budget = new RetryBudget();
    private final IntervalFunction growing;
    private final Duration longest;
    private final PauseJitter jitter;

    /**
     * @param first after the first attempt
     * @param longest what the intervals grow to
     */
    public RetryIntervals(Duration first, Duration longest, PauseJitter jitter) {
        this.growing = IntervalFunction.ofExponentialBackoff(first, GROWTH, longest);
        this.longest = longest;
        this.jitter = jitter;
    }

    /** Notes that a call succeeded: more may be repeated. */
    public void earn() {
        budget.earn();
    }

    /** Returns the interval after an attempt, the first of which is 1, and takes a repeat from the budget. */
    public Duration after(int attempt) {
        return budget.spend()
                ? jitter.spread(Duration.ofMillis(growing.apply(attempt)), SPREAD)
                : jitter.little(longest);
    }
}
