package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.BadFaultException;
import dev.darkroom.simulator.faults.FaultRules;
import dev.darkroom.simulator.picture.FixedPicture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The settings of the simulated service; the job file's {@code simulator}.
 *
 * @param capacity how many requests it works on at once
 * @param serviceTime how long it works on one
 * @param seed of all its chances
 * @param faults what goes wrong
 * @param models schemas of models beyond the built-in ones; of two with one title the later counts
 * @param picture the file that every output is; null to draw each
 */
public record SimulatorSettings(
        int capacity,
        Duration serviceTime,
        long seed,
        FaultRules faults,
        List<ObjectNode> models,
        @Nullable FixedPicture picture) {

    public SimulatorSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1");
        }
        Objects.requireNonNull(serviceTime, "serviceTime is null");
        Objects.requireNonNull(faults, "faults is null");
        models = List.copyOf(models);
    }

    /** Makes settings under which each output is drawn. */
    public SimulatorSettings(
            int capacity, Duration serviceTime, long seed, FaultRules faults, List<ObjectNode> models) {
        this(capacity, serviceTime, seed, faults, models, null);
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
