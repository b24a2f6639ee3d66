package dev.darkroom.runs;

import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds runs of which a restored ledger may lack purchases. What they bought and nobody knows of may be any row,
 * also one of another run, so that no run at the same service buys anything until somebody has looked.
 */
public final class ForgottenPurchases {

    private final Workspace workspace;
    private final RunStore runs;
    private final JsonMapper json;
    private final InstantSource clock;

    /** @param runs those of the workspace */
    public ForgottenPurchases(Workspace workspace, RunStore runs, JsonMapper json, InstantSource clock) {
        this.workspace = workspace;
        this.runs = runs;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Returns the stop that another run's forgotten purchases are for this one; nothing if there are none.
     *
     * @param service where this run buys
     * @param run this run, null if it has not begun
     */
    public Optional<StopSignal> elsewhere(String service, @Nullable RunRecord run) {
        return runs.newestFirst().stream()
                .filter(other -> run == null || other.number() != run.number())
                .filter(other -> other.service().equals(service) && standsFor(other))
                .findFirst()
                .map(other -> new StopSignal(
                        StopReason.FORGOTTEN_ELSEWHERE,
                        "the ledger was restored, and may lack purchases of the run " + other.id()
                                + ", perhaps of the same rows; nothing is bought here until somebody has looked at the vendor's usage"
                                + " page and "
                                + (other.state() == RunRecord.RunState.FINISHED
                                        ? "says so: resume --past-stop " + other.id()
                                        : "goes on with that run: resume --past-stop " + other.id()
                                                + "; or ends it: cancel " + other.id())));
    }

    /** Returns whether nobody has gone past the run's own stop yet, for which it may have come to its end meanwhile. */
    public boolean standsFor(RunRecord run) {
        if (workspace.isShared()) {
            // Its ledger is restored by its own means, not from what runs keep beside it.
            return false;
        }
        return new StandingStop(workspace.journal(run.id()), json, clock)
                .standing()
                .filter(stop -> stop.reason() == StopReason.FORGOTTEN)
                .isPresent();
    }
}
