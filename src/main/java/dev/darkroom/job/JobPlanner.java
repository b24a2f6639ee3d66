package dev.darkroom.job;

import dev.darkroom.api.ApiToken;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.rules.LookRules.LookMode;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.earlier.LookUpEntries;
import dev.darkroom.ledger.runs.JournalPositions;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.plan.RunPlan;
import dev.darkroom.plan.RunPlanner;
import dev.darkroom.reuse.SourceChangeCheck;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.WorkspaceLedger;
import dev.darkroom.sourcelook.LookPass.SeenSources;
import dev.darkroom.sourcelook.LookProgress;
import dev.darkroom.sourcelook.LookTally;
import dev.darkroom.sourcelook.RunSources;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what a run of a job would do. It reads a copy of the ledger, or what is committed of one that several hosts share, so
 * that it waits for nobody and nobody waits for it; what it leaves in the workspace is what it saw of sources, and nothing else.
 */
public final class JobPlanner {

    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;
    private final LookProgress progress;

    /** @param progress of the look at the sources */
    public JobPlanner(InstantSource clock, JsonMapper json, ModelCatalog catalog, LookProgress progress) {
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
        this.progress = progress;
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
            if (job.sourceLook().look() == LookMode.NEVER && prepared.preparer().mayWantLikeSource()) {
                planner.note(
                        "sources.look is never: a row that asks for image_size: like-source is sent without a size. With"
                                + " auto or always the sources are looked at, and by validate --check-urls in any case");
            }
            if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
                return first(planner, prepared, planService.look(prepared, workspace, clock, progress));
            }
            if (!workspace.hasLedger()) {
                // Says that it is gone, and what to do.
                WorkspaceLedger.open(workspace, json).close();
            }
            try {
                return LedgerReading.read(
                        workspace,
                        false,
                        json,
                        ledger -> plan(planner, prepared, planService, workspace, ledger, startNew));
            } catch (NoSuchRunException noTables) {
                // The first run of hosts that share a ledger makes them.
                return first(planner, prepared, planService.look(prepared, workspace, clock, progress));
            }
        }
    }

    private static RunPlan first(RunPlanner planner, PreparedJob prepared, SeenSources seen)
            throws IOException, InterruptedException {
        return planner.plan(
                prepared.manifest(),
                prepared.rows(),
                prepared.preparer(),
                null,
                null,
                rows -> SourceChangeCheck.UNASKED,
                seen);
    }

    /** Returns what was seen before the rows of a run were staged, by which the rest of them will be staged too. */
    private SeenSources staged(Workspace workspace, LedgerDatabase ledger, RunRecord run) throws IOException {
        RunFolder folder = new RunFolder(workspace, ledger.dataSource(), run.id(), json);
        return new SeenSources(RunSources.of(folder.lookedSources()), LookTally.NONE);
    }

    /** A plan writes nothing, not even that by which the rows of a run are found that has not come to its end. */
    private static void noteUnseen(RunPlanner planner, LedgerDatabase ledger, @Nullable RunRecord run) {
        new LookUpEntries(ledger.dataSource())
                .missing().stream()
                        .filter(other -> run == null || !run.id().equals(other))
                        .forEach(other -> planner.note("the run " + other + " goes on, or its process ended before its"
                                + " end: what it has is not in this plan; a run knows it"));
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
        if (BucketLocation.isMeant(job.output("RUN"))) {
            planner.note(
                    "outputs go to " + job.output("RUN") + ": whether it takes them, and whether earlier pictures are"
                            + " still in their buckets, a run finds out before it buys anything");
        }
        RunChoice choice = startNew ? RunChoice.begin() : chooser.choose(job, prepared.survey());
        RunRecord run = choice.run();
        if (workspace.isShared()) {
            noteUnseen(planner, ledger, run);
        }
        if (choice.kind() == RunChoice.ChoiceKind.NOTHING_TO_DO && run != null) {
            return planner.finished(prepared.manifest(), run, ledger.dataSource());
        }
        new RunStops(workspace, ledger.dataSource(), json, clock)
                .standing(job.api().identity(), run)
                .ifPresent(stop -> planner.note(
                        "a run buys nothing and ends with 4, " + stop.reason().keyword() + ": " + stop.message()));
        if (run == null) {
            // Says now what the run would be refused for.
            new RunCreator(runs, clock, json).next(job, workspace);
        }
        try {
            SeenSources seen = run == null
                    ? planService.look(prepared, workspace, clock, progress)
                    : staged(workspace, ledger, run);
            return planner.plan(
                    prepared.manifest(),
                    prepared.rows(),
                    prepared.preparer(),
                    ledger.dataSource(),
                    run,
                    rows -> planService.sources(rows, ledger.dataSource(), json, clock),
                    seen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
