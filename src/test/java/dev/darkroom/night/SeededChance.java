package dev.darkroom.night;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Draws all that is left to chance, from one seed. */
final class SeededChance {

    private final SplittableRandom random;

    SeededChance(long seed) {
        // Neighbouring seeds would otherwise begin alike.
        this(new SplittableRandom(seed * 0x9E3779B97F4A7C15L).split());
    }

    private SeededChance(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a source of its own, which draws no numbers from this one. */
    SeededChance split() {
        return new SeededChance(random.split());
    }

    RandomGenerator generator() {
        return random;
    }

    boolean in(double share) {
        return random.nextDouble() < share;
    }

    /** Draws a number between two, either of which may come. */
    int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    Duration seconds(double least, double most) {
        return Duration.ofMillis((long) (1_000 * (least + (most - least) * random.nextDouble())));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
