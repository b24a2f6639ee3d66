package dev.darkroom.collect;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Learns while running how long each model usually takes from submit to end. Thread-safe. */
final class ModelDurations {

    private static final Duration FIRST_GUESS = Duration.ofSeconds(1);
    private static final double WEIGHT_OF_NEWEST = 0.2;

    private final Map<String, Double> millis = new ConcurrentHashMap<>();

    Duration of(String model) {
        return Duration.ofMillis(
                millis.getOrDefault(model, (double) FIRST_GUESS.toMillis()).longValue());
    }

    void learn(String model, Duration time) {
        millis.merge(
                model,
                (double) Math.max(0, time.toMillis()),
                (before, newest) -> before + WEIGHT_OF_NEWEST * (newest - before));
    }
}
