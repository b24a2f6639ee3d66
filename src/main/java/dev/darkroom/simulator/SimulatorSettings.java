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
 * @param faults what goes wrong
 */
public record SimulatorSettings(int capacity, Duration serviceTime, long seed, FaultRules faults) {

    public SimulatorSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1");
        }
        Objects.requireNonNull(serviceTime, "serviceTime is null");
        Objects.requireNonNull(faults, "faults is null");
    }

    /**
     * The same with faults that strike a share of the calls.
     *
     * @throws BadFaultException if there is no fault of a name, or a share is beyond 0 to 1
     */
    public SimulatorSettings(int capacity, Duration serviceTime, long seed, Map<String, Double> shares) {
        this(capacity, serviceTime, seed, FaultRules.ofShares(shares));
    }
}
