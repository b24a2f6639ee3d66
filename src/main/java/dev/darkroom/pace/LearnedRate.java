package dev.darkroom.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rate that a process finds out by itself; other processes go by it. */
final class LearnedRate implements RateSource {

    /** The least difference, as a part of the rate, of which the others are told. */
    private static final double WORTH_TELLING = 0.005;

    private final MonotonicClock clock;
    private final AdaptiveRate rate;

    /**
     * @param asked the rate that the user set, in a second
     * @param known what was learned before, null if nothing was
     */
    LearnedRate(double asked, @Nullable Number known, MonotonicClock clock) {
        this.clock = clock;
        this.rate = new AdaptiveRate(asked, known == null ? asked : known.doubleValue(), clock.now());
    }

    @Override
    public synchronized double perSecond() {
        return rate.at(clock.now());
    }

    @Override
    public synchronized boolean lowered() {
        rate.at(clock.now());
        return rate.lowered();
    }

    @Override
    public synchronized void accepted(MonotonicTime at) {
        rate.accepted(at);
    }

    @Override
    public synchronized void refused(MonotonicTime opens) {
        rate.refused(clock.now(), opens);
    }

    @Override
    public void follow(Duration shared) {
        // The others go by this one.
    }

    @Override
    public @Nullable Duration correction(Duration shared) {
        Duration own = interval();
        double difference = Math.abs(own.toNanos() - (double) shared.toNanos());
        // The last step up to the rate asked for may be a small one.
        boolean worthTelling = difference > own.toNanos() * WORTH_TELLING || (!lowered() && difference > 0);
        return worthTelling ? own : null;
    }
}
