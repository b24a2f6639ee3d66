package dev.darkroom.job;

import dev.darkroom.io.DurableFolders;
import dev.darkroom.jobfile.Deadline;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.DiskFull;
import dev.darkroom.ledger.DiskFullException;
import dev.darkroom.ledger.LedgerDatabase;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.Runs;
import dev.darkroom.ledger.Workspace;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.Problem;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.pace.MonotonicClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
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
     * @throws ManifestException if job file or manifest cannot be used; nothing was bought, and what an earlier start
     *     bought is collected
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

    /** What an earlier start bought is collected, though this one may not go on; nothing that fails of it hides why. */
    private void collect(RunRequest request, ManifestException refused) {
        try {
            Optional<RunRequest> collecting = new OutstandingRun(json).of(request, refused);
            if (collecting.isPresent()) {
                RunResult collected = launch(collecting.get());
                log.warn("collected what was bought; results and pictures are in {}", collected.output());
            }
        } catch (IOException | RuntimeException e) {
            log.warn("what the run has bought could not be collected: {}", e.getMessage());
            refused.addSuppressed(e);
        }
    }

    private RunResult launch(RunRequest request) throws IOException {
        JobSpec job = request.job();
        Instant startedAt = wall.instant();
        RunFolder.sweep(request.workspace(), startedAt);
        try (LedgerDatabase database = WorkspaceLedger.open(request.workspace(), json)) {
            Runs runs = new Runs(database.dataSource(), json);
            RunChooser chooser = new RunChooser(runs, database.dataSource(), json);
            ManifestSurvey survey = survey(request, runs);
            RowPreparer preparer = preparer(job, survey);
            OtherRuns others = new OtherRuns(request.workspace(), database.dataSource(), wall, json);
            others.catchUpFinished(runs);
            RunChoice choice = choose(request, survey, runs, chooser);
            RunRecord chosen = choice.run();
            others.catchUp(runs.newestFirst().stream()
                    .filter(run -> chosen == null || run.number() != chosen.number())
                    .toList());
            if (choice.kind() == RunChoice.Kind.NOTHING_TO_DO && chosen != null) {
                return FinishedRun.result(chosen);
            }
            RunRecord run = chosen == null ? begin(request, survey, preparer, runs, chooser) : chosen;
            RunFolder folder = new RunFolder(request.workspace(), run.id(), json);
            // The process that began a run may have died just before this.
            if (chosen == null || !folder.isDescribed()) {
                folder.describe(run);
            }
            try (ServiceAccess service = ServiceAccess.open(job, request.workspace(), request.token(), wall);
                    RunLog runLog = RunLog.open(run.output())) {
                runLog.begins(run.id());
                request.observer().begins(run.id(), run.output(), chosen != null);
                Deadline deadline = job.deadline();
                if (deadline != null) {
                    request.observer().deadline(deadline.from(startedAt, ZoneId.systemDefault()));
                }
                request.stop().begins();
                runs.running(run.number());
                RunContext context = new RunContext(
                        job,
                        run,
                        request.workspace(),
                        database,
                        folder.manifest(job, run.manifest()),
                        survey,
                        catalog,
                        preparer,
                        service,
                        request.confirmation(),
                        startedAt,
                        request.scope());
                return new RunProcess(context, wall, clock, json, request.observer(), request.stop()).run(runs);
            }
        }
    }

    private ManifestSurvey survey(RunRequest request, Runs runs) throws IOException {
        JobSpec job = request.job();
        String resume = request.resume();
        if (resume != null) {
            RunRecord run = runs.find(resume).orElseThrow();
            return ManifestSurvey.of(
                    new RunFolder(request.workspace(), resume, json).manifest(job, run.manifest()),
                    catalog.with(job.models()));
        }
        return ManifestSurvey.of(Manifests.of(job), catalog.with(job.models()));
    }

    private RowPreparer preparer(JobSpec job, ManifestSurvey survey) {
        RowPreparer preparer = Manifests.preparer(job, survey, catalog.with(job.models()));
        List<Problem> problems = Manifests.problems(job, preparer);
        if (problems.stream().anyMatch(problem -> !problem.warning())) {
            throw new ManifestException(problems);
        }
        return preparer;
    }

    private static RunChoice choose(RunRequest request, ManifestSurvey survey, Runs runs, RunChooser chooser) {
        if (request.resume() != null) {
            Optional<RunRecord> run = runs.find(Objects.requireNonNull(request.resume()));
            return chooser.resume(run.orElseThrow(), request.job(), request.scope());
        }
        if (request.startNew()) {
            return new RunChoice(RunChoice.Kind.BEGIN, null);
        }
        return chooser.choose(request.job(), survey);
    }

    private RunRecord begin(
            RunRequest request, ManifestSurvey survey, RowPreparer preparer, Runs runs, RunChooser chooser)
            throws IOException {
        JobSpec job = request.job();
        Workspace workspace = request.workspace();
        String id = chooser.newId(job, LocalDate.ofInstant(wall.instant(), ZoneId.systemDefault()));
        Path output = job.output(id).toAbsolutePath().normalize();
        chooser.refuseOthersOutput(job, output);
        RunFolder folder = new RunFolder(workspace, id, json);
        folder.create(job, survey);
        DurableFolders.create(output);
        chooser.claimOutput(job, output);
        return runs.add(new RunRecord(
                0,
                id,
                job.name(),
                job.api().identity(),
                survey.file(),
                survey.sha256(),
                job.first(),
                output,
                job.sent().toString(),
                job.csv().dialect(survey.delimiter()).delimiter(),
                preparer.keptColumns(),
                job.budget().price(),
                RunRecord.State.RUNNING,
                null,
                null,
                wall.instant(),
                null));
    }
}
