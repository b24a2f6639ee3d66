package dev.darkroom.submit;

import dev.darkroom.ledger.rows.PendingRow;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.signals.StopReason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets nothing be submitted by a start after a stop that stands, or while one of another run does that concerns all. */
final class StandingStopGuard implements SubmitGuard {

    private final @Nullable StopSignal standing;

    StandingStopGuard(StandingStop own, Optional<StopSignal> elsewhere) {
        this.standing = own.standing().or(() -> elsewhere).orElse(null);
    }

    /**
     * Makes a stop that stands.
     *
     * @param seen what was seen, a clause
     * @param run the run's id
     */
    static StopSignal stop(StopReason reason, String seen, String run) {
        return new StopSignal(
                reason,
                seen + "; nothing more is bought until somebody has looked at failed.csv and goes on with: resume"
                        + " --past-stop " + run);
    }

    @Override
    public @Nullable StopSignal before(PendingRow row) {
        return standing;
    }

    @Override
    public @Nullable StopSignal overdue() {
        return standing;
    }
}
