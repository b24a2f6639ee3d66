package dev.darkroom.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rate that another process finds out. */
final class FollowedRate implements RateSource {

    /** What is lower by less is the same rate, rounded. */
    private static final double ROUNDING = 1e-6;

    private final double asked;
    private volatile double perSecond;

    /** @param asked the rate that the user set, in a second: it counts until another is heard of */
    FollowedRate(double asked) {
        this.asked = asked;
        this.perSecond = asked;
    }

    @Override
    public double perSecond() {
        return perSecond;
    }

    @Override
    public boolean lowered() {
        return perSecond < asked * (1 - ROUNDING);
    }

    @Override
    public void accepted(MonotonicTime at) {
        // Whoever finds out the rate hears of it from the ledger.
    }

    @Override
    public void refused(MonotonicTime opens) {
        // Whoever finds out the rate hears of it from the ledger.
    }

    @Override
    public void follow(Duration shared) {
        perSecond = 1e9 / shared.toNanos();
    }

    @Override
    public @Nullable Duration correction(Duration shared) {
        return null;
    }
}
