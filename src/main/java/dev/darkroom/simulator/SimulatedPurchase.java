package dev.darkroom.simulator;

import dev.darkroom.simulator.faults.FaultKind;
import java.math.BigDecimal;
import java.util.Set;

/**
 * A purchase made by a submit.
 *
 * @param subject model and input, as a hash
 * @param submit the submit's number
 * @param faults what is going to be wrong with it for good
 * @param cost in USD; nothing for a job that is going to fail
 * @param serviceMillis how long it is worked on
 */
record SimulatedPurchase(
        SimulatedRequest order, long subject, long submit, Set<FaultKind> faults, BigDecimal cost, long serviceMillis) {

    SimulatedPurchase {
        faults = Set.copyOf(faults);
    }
}
