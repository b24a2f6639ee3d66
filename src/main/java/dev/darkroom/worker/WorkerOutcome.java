package dev.darkroom.worker;

import dev.darkroom.ledger.signals.RunSignals;
import org.jspecify.annotations.Nullable;

/**
 * What became of a worker's part in a run.
 *
 * @param run its id
 * @param worker the number it had there
 * @param claimed how many rows it was lent
 * @param ledgerLost whether it could not enter all that it knew
 * @param stopped why it ended
 */
record WorkerOutcome(
        String run, long worker, long claimed, boolean ledgerLost, RunSignals.@Nullable StopSignal stopped) {}
