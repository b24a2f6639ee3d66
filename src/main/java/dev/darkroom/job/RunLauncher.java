package dev.darkroom.job;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.DiskFullException;
import dev.darkroom.io.FailureText;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Takes a request to run from the job file to the end of the process. The caller holds the workspace's lock. */
public final class RunLauncher {

    private static final Logger log = LoggerFactory.getLogger(RunLauncher.class);

    private final InstantSource wall;
    private final MonotonicClock clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    public RunLauncher(InstantSource wall, MonotonicClock clock, JsonMapper json, ModelCatalog catalog) {
        this.wall = wall;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /**
     * Runs to the end, or to where it has to stop.
     *
     * @throws ManifestException if job file or manifest cannot be used; nothing was submitted, and what an earlier
     *     start submitted is collected
     * @throws DiskFullException if there is no room even to begin; nothing was sent
     */
    public RunResult run(RunRequest request) throws IOException {
        try {
            return launch(request);
        } catch (ManifestException refused) {
            collect(request, refused);
            throw refused;
        } catch (IOException | RuntimeException e) {
            if (DiskFull.isCauseOf(e)) {
                throw DiskFull.locate(e, request.workspace().home());
            }
            throw e;
        }
    }

    /**
     * Finds the newest run of a job that has purchases to collect, though the job's file cannot be used now.
     *
     * @param job its name
     */
    public Optional<RunRecord> outstanding(String job, Workspace workspace) throws IOException {
        return new OutstandingRun(json).ofJob(job, workspace);
    }

    /**
     * Collects what a run purchased, and submits nothing.
     *
     * @param request to resume it, in the scope of a start that was refused
     */
    public void collect(RunRequest request) throws IOException {
        RunResult collected = launch(request);
        log.warn("collected what was bought; results and pictures are in {}", BucketLocation.shown(collected.output()));
    }

    /** Collects what an earlier start submitted, though this one may not run; nothing that fails of it hides why. */
    private void collect(RunRequest request, ManifestException refused) {
        try {
            Optional<RunRequest> collecting = new OutstandingRun(json).of(request, refused);
            if (collecting.isPresent()) {
                collect(collecting.get());
            }
        } catch (IOException | RuntimeException e) {
            log.warn("what the run has bought could not be collected: {}", FailureText.of(e));
            refused.addSuppressed(e);
        }
    }

    private RunResult launch(RunRequest request) throws IOException {
        Instant startedAt = wall.instant();
        try (OpenWorkspace workspace = OpenWorkspace.open(request.workspace(), json, startedAt)) {
            PreparedJob prepared = new JobPreparer(catalog, json).prepare(request, workspace);
            SelectedRun selected = new RunSelector(wall, json).select(request, workspace, prepared);
            if (selected.isFinished()) {
                endStopOrTell(request, workspace, selected.run());
                return FinishedRun.result(selected.run(), workspace.database());
            }
            return new ProcessLauncher(wall, clock, json, catalog)
                    .launch(request, workspace, prepared, selected, startedAt);
        }
    }

    /** Ends the stop that a run which came to its end may still be for others, if that is what was asked for. */
    private void endStopOrTell(RunRequest request, OpenWorkspace workspace, RunRecord run) {
        RunStops stops = new RunStops(workspace.place(), workspace.dataSource(), json, wall);
        stops.endIfPast(request.scope(), run);
        if (stops.standsForOthers(run)) {
            log.warn(
                    "the restored ledger may lack purchases of the run {}; no run at its service buys anything until"
                            + " somebody has looked at the vendor's usage page and says: resume --past-stop {}",
                    run.id(),
                    run.id());
        }
    }
}
