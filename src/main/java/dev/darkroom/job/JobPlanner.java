package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.JournalPositions;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.RunStore;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.plan.RunPlanner;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.WorkspaceLedger;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what a run of a job would do. It reads a copy of the ledger, so that it waits for nobody and nobody waits for
 * it; what it leaves in the workspace is nothing.
 */
public final class JobPlanner {

    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    public JobPlanner(InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /**
     * Makes the plan.
     *
     * @param token the token for requests to the service, null if the user has given none
     * @param startNew whether another run begins in any case
     * @throws ManifestException if a run would refuse job or manifest
     */
    public RunPlan plan(JobSpec job, Workspace workspace, @Nullable ApiToken token, boolean startNew)
            throws IOException, InterruptedException {
        PreparedJob prepared = new JobPreparer(catalog, json).prepare(job);
        try (PlanService planService = PlanService.open(job, workspace, token, clock)) {
            ImageService service = planService.access() == null
                    ? null
                    : planService.access().connect(new ServiceConnector(json, clock));
            RunPlanner planner = new RunPlanner(job, service, planService.unreachable(), json, clock);
            if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
                return planner.plan(
                        prepared.manifest(),
                        prepared.rows(),
                        prepared.preparer(),
                        null,
                        null,
                        rows -> SourceChangeCheck.UNASKED);
            }
            if (!workspace.hasLedger()) {
                // Says that it is gone, and what to do.
                WorkspaceLedger.open(workspace, json).close();
            }
            return LedgerReading.read(
                    workspace,
                    false,
                    json,
                    ledger -> plan(planner, prepared, planService, workspace, ledger, startNew));
        }
    }

    private RunPlan plan(
            RunPlanner planner,
            PreparedJob prepared,
            PlanService planService,
            Workspace workspace,
            LedgerDatabase ledger,
            boolean startNew)
            throws IOException {
        ledger.buildIndexes();
        RunStore runs = new RunStore(ledger.dataSource(), json);
        RunChooser chooser = new RunChooser(runs, ledger.dataSource(), json);
        JournalPositions positions = JournalPositions.of(ledger.dataSource());
        for (RunRecord run : runs.newestFirst()) {
            if (positions.isBehind(run, workspace.journal(run.id()))) {
                planner.note(
                        "the journal of the run " + run.id() + " is ahead of the ledger: it is running, or its process"
                                + " was killed. What it bought last is not in this plan; a run knows it");
            }
        }
        JobSpec job = prepared.job();
        RunChoice choice = startNew ? RunChoice.begin() : chooser.choose(job, prepared.survey());
        RunRecord run = choice.run();
        if (choice.kind() == RunChoice.ChoiceKind.NOTHING_TO_DO && run != null) {
            return planner.finished(prepared.manifest(), run, ledger.dataSource());
        }
        new RunStops(workspace, runs, json, clock)
                .standing(job.api().identity(), run)
                .ifPresent(stop -> planner.note(
                        "a run buys nothing and ends with 4, " + stop.reason().keyword() + ": " + stop.message()));
        if (run == null) {
            // Says now what the run would be refused for.
            new RunCreator(runs, clock, json).next(job);
        }
        try {
            return planner.plan(
                    prepared.manifest(),
                    prepared.rows(),
                    prepared.preparer(),
                    ledger.dataSource(),
                    run,
                    rows -> planService.sources(rows, ledger.dataSource(), json, clock));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
