package dev.darkroom.step;

import java.util.Objects;

/**
 * How far a phase has come.
 *
 * @param done how many rows, or addresses, it is through with; nought while that cannot be told
 * @param total of how many
 */
public record PhaseProgress(RunPhase phase, long done, long total) {

    public PhaseProgress {
        Objects.requireNonNull(phase, "phase is null");
        if (done < 0 || total < 0) {
            throw new IllegalArgumentException("progress has no negative numbers");
        }
    }
}
