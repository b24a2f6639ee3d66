package dev.darkroom.job;

import dev.darkroom.api.ImageService;
import dev.darkroom.api.ServiceConnector;
import dev.darkroom.api.Token;
import dev.darkroom.download.SourceChange;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.JournalPositions;
import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.Problem;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.plan.Plan;
import dev.darkroom.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells what a run of a job would do. It reads a copy of the ledger, so that it waits for nobody and nobody waits for it;
 * what it leaves in the workspace is nothing.
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
     * @param token what the service is asked with, null if the user has given none
     * @param startNew whether another run begins in any case
     * @throws ManifestException if a run would refuse job or manifest
     */
    public Plan plan(JobSpec job, Workspace workspace, @Nullable Token token, boolean startNew)
            throws IOException, InterruptedException {
        Manifest manifest = Manifests.of(job);
        ModelCatalog models = catalog.with(job.models());
        ManifestSurvey survey = ManifestSurvey.of(manifest, models);
        RowPreparer preparer = Manifests.preparer(job, survey, models);
        List<Problem> problems = Manifests.problems(job, preparer);
        if (problems.stream().anyMatch(problem -> !problem.warning())) {
            throw new ManifestException(problems);
        }
        try (PlanService asked = PlanService.open(job, workspace, token, clock)) {
            ImageService service =
                    asked.access() == null ? null : asked.access().connect(new ServiceConnector(json, clock));
            Planner planner = new Planner(job, service, asked.unasked(), json, clock);
            Input input = new Input(job, manifest, survey, preparer, asked);
            if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
                return planner.plan(manifest, input.rows(), preparer, null, null, rows -> SourceChange.UNASKED);
            }
            if (!workspace.hasLedger()) {
                // Says that it is gone, and what to do.
                WorkspaceLedger.open(workspace, json).close();
            }
            return LedgerReading.read(
                    workspace, false, json, ledger -> plan(planner, input, workspace, ledger, startNew));
        }
    }

    private Plan plan(Planner planner, Input input, Workspace workspace, LedgerDatabase ledger, boolean startNew)
            throws IOException {
        ledger.buildIndexes();
        Runs runs = new Runs(ledger.dataSource(), json);
        RunChooser chooser = new RunChooser(runs, ledger.dataSource(), json);
        JournalPositions positions = JournalPositions.of(ledger.dataSource());
        for (RunRecord run : runs.newestFirst()) {
            if (positions.isBehind(run, workspace.journal(run.id()))) {
                planner.note(
                        "the journal of the run " + run.id() + " is ahead of the ledger: it is running, or its process"
                                + " was killed. What it bought last is not in this plan; a run knows it");
            }
        }
        JobSpec job = input.job();
        RunChoice choice = startNew ? new RunChoice(RunChoice.Kind.BEGIN, null) : chooser.choose(job, input.survey());
        RunRecord run = choice.run();
        if (choice.kind() == RunChoice.Kind.NOTHING_TO_DO && run != null) {
            return planner.finished(input.manifest(), run, ledger.dataSource());
        }
        if (run == null) {
            String id = chooser.newId(job, LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault()));
            Path output = job.output(id).toAbsolutePath().normalize();
            chooser.refuseOthersOutput(job, output);
        }
        try {
            return planner.plan(
                    input.manifest(),
                    input.rows(),
                    input.preparer(),
                    ledger.dataSource(),
                    run,
                    rows -> input.asked().sources(rows, ledger.dataSource(), json, clock));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private record Input(
            JobSpec job, Manifest manifest, ManifestSurvey survey, RowPreparer preparer, PlanService asked) {

        private long rows() {
            Long first = job.first();
            return first == null ? survey.rows() : Math.min(first, survey.rows());
        }
    }
}
