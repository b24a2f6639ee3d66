package dev.darkroom.job;

import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.ledger.signals.RunSignals.StopSignal;
import dev.darkroom.ledger.signals.StandingStop;
import dev.darkroom.runs.ForgottenPurchases;
import dev.darkroom.runs.SharedRecords;
import dev.darkroom.step.RunScope;
import dev.darkroom.workspace.Workspace;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Knows the stops that keep a start from buying, the run's own and those of others, and decides when a run is past its own. */
final class RunStops {

    private final Workspace workspace;
    private final JsonMapper json;
    private final InstantSource clock;
    private final ForgottenPurchases forgotten;
    private final DataSource ledger;

    /** @param ledger the workspace's */
    RunStops(Workspace workspace, DataSource ledger, JsonMapper json, InstantSource clock) {
        this.ledger = ledger;
        this.workspace = workspace;
        this.json = json;
        this.clock = clock;
        this.forgotten = new ForgottenPurchases(workspace, new RunStore(ledger, json), json, clock);
    }

    /**
     * Returns the stop that keeps a run from buying; nothing if none does.
     *
     * @param service where it buys
     * @param run the run, null if it has not begun
     */
    Optional<StopSignal> standing(String service, @Nullable RunRecord run) {
        Optional<StopSignal> own =
                run == null || isOver(run) ? Optional.empty() : ofRun(run).standing();
        return own.or(() -> forgotten.elsewhere(service, run));
    }

    /**
     * Ends the run's own stop if the run is past it: since the user says so, or since it came to its end. Where the ledger
     * may lack purchases of it that alone does not do, as others wait for the user's look, which whoever cancels it has taken.
     */
    void endIfPast(RunScope scope, RunRecord run) {
        boolean finished = run.state() == RunRecord.RunState.FINISHED;
        if (scope.pastStop() || isOver(run) || (finished && scope.cancels())) {
            ofRun(run).pass();
        }
    }

    private boolean isOver(RunRecord run) {
        return run.state() == RunRecord.RunState.FINISHED && !standsForOthers(run);
    }

    /** Returns whether the run's stop keeps others from buying too, also once it came to its end. */
    boolean standsForOthers(RunRecord run) {
        return forgotten.standsFor(run);
    }

    private StandingStop ofRun(RunRecord run) {
        return SharedRecords.stop(workspace, ledger, run.id(), json, clock);
    }
}
