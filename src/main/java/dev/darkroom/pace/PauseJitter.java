package dev.darkroom.pace;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Spreads pauses by chance, so that what failed together is not repeated together. As thread-safe as its source. */
public final class PauseJitter {

    private static final double A_LITTLE = 0.2;

    private final Supplier<? extends RandomGenerator> random;

    /** @param random called anew for each pause, since generators may belong to a thread */
    public PauseJitter(Supplier<? extends RandomGenerator> random) {
        this.random = random;
    }

    /** Returns the one that nobody can foresee. Thread-safe. */
    public static PauseJitter real() {
        return new PauseJitter(ThreadLocalRandom::current);
    }

    /** Returns the time, up to a fifth shorter or longer. */
    public Duration little(Duration time) {
        return spread(time, A_LITTLE);
    }

    /**
     * Returns the time, up to a share of it shorter or longer.
     *
     * @param share from 0, for none, to 1
     */
    public Duration spread(Duration time, double share) {
        double factor = 1 + share * (2 * random.get().nextDouble() - 1);
        return Duration.ofMillis(Math.round(time.toMillis() * factor));
    }
}
