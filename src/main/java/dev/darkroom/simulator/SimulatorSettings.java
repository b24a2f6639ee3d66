package dev.darkroom.simulator;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How the simulated service behaves; the job file's {@code simulator}.
 *
 * @param capacity how many requests it works on at once
 * @param serviceTime how long it works on one
 * @param seed of all its chances
 * @param faults what goes wrong, by the fault's name: the share of the calls, from 0 to 1
 */
public record SimulatorSettings(int capacity, Duration serviceTime, long seed, Map<String, Double> faults) {

    public SimulatorSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1");
        }
        Objects.requireNonNull(serviceTime, "serviceTime is null");
        faults = Map.copyOf(faults);
    }
}
