package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.BadFaultException;
import dev.darkroom.simulator.faults.FaultRules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of the simulated service; the job file's {@code simulator}.
 *
 * @param capacity how many requests it works on at once
 * @param serviceTime how long it works on one
 * @param seed of all its chances
 * @param faults what goes wrong
 * @param models schemas of models beyond the built-in ones; of two with one title the later counts
 */
public record SimulatorSettings(
        int capacity, Duration serviceTime, long seed, FaultRules faults, List<ObjectNode> models) {

    public SimulatorSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1");
        }
        Objects.requireNonNull(serviceTime, "serviceTime is null");
        Objects.requireNonNull(faults, "faults is null");
        models = List.copyOf(models);
    }

    /** Makes settings with the built-in models alone. */
    public SimulatorSettings(int capacity, Duration serviceTime, long seed, FaultRules faults) {
        this(capacity, serviceTime, seed, faults, List.of());
    }

    /**
     * Makes the same with faults that strike a share of the calls.
     *
     * @throws BadFaultException if there is no fault of a name, or a share is beyond 0 to 1
     */
    public SimulatorSettings(int capacity, Duration serviceTime, long seed, Map<String, Double> shares) {
        this(capacity, serviceTime, seed, FaultRules.ofShares(shares));
    }
}
