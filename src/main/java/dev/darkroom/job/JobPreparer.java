package dev.darkroom.job;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.manifest.preparation.WarningGroups;
import dev.darkroom.manifest.preparation.WarningGroups.WarningGroup;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.RunFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** Reads a job's manifest and checks the job against it. */
final class JobPreparer {

    private final ModelCatalog catalog;
    private final JsonMapper json;

    JobPreparer(ModelCatalog catalog, JsonMapper json) {
        this.catalog = catalog;
        this.json = json;
    }

    /**
     * Prepares a job with the manifest that it names.
     *
     * @throws ManifestException if job or manifest cannot be used
     */
    PreparedJob prepare(JobSpec job) throws IOException {
        return prepare(job, JobManifests.of(job), Optional.empty());
    }

    /**
     * Prepares what is to be run: a run that is resumed goes by its own copy of the manifest.
     *
     * @throws ManifestException if job or manifest cannot be used
     */
    PreparedJob prepare(RunRequest request, OpenWorkspace workspace) throws IOException {
        String resume = request.resume();
        if (resume == null) {
            JobSpec job = request.job();
            Manifest manifest = JobManifests.of(job);
            PreparedJob prepared = prepare(job, manifest, known(job, manifest, workspace));
            if (request.confirmation().isStrict()) {
                refuseDoubtfulRows(prepared);
            }
            return prepared;
        }
        RunRecord run = workspace.runs().find(resume).orElseThrow();
        RunFolder folder = new RunFolder(workspace.place(), workspace.dataSource(), resume, json);
        Manifest copy = folder.verifiedManifest(request.job(), run);
        return prepare(request.job(), copy, folder.survey(copy, run.manifestSha256(), models(request.job())));
    }

    /**
     * Finds what the job's newest run found in the manifest, if that is the same: a start that goes on with it reads none of
     * its rows again.
     */
    private Optional<ManifestSurvey> known(JobSpec job, Manifest manifest, OpenWorkspace workspace) throws IOException {
        Optional<RunRecord> newest = workspace.runs().newestFirst().stream()
                .filter(run -> run.job().equals(job.name())
                        && run.service().equals(job.api().identity()))
                .findFirst();
        return newest.isEmpty()
                ? Optional.empty()
                : new RunFolder(
                                workspace.place(),
                                workspace.dataSource(),
                                newest.get().id(),
                                json)
                        .survey(manifest, models(job));
    }

    private ModelCatalog models(JobSpec job) {
        return catalog.with(job.models());
    }

    /** Refuses a manifest with rows that a strict run is not to send; what they hold is in no ledger. */
    private static void refuseDoubtfulRows(PreparedJob prepared) throws IOException {
        WarningGroups doubts = new WarningGroups();
        try (ManifestReader rows = prepared.manifest().open()) {
            for (long read = 0; read < prepared.rows(); read++) {
                ManifestRow row = rows.read();
                if (row == null) {
                    break;
                }
                prepared.preparer().prepare(row).warnings().stream()
                        .filter(InputProblem::isStrictError)
                        .forEach(doubts);
            }
        }
        if (doubts.count() > 0) {
            throw new ManifestException(
                    doubts.groups().stream().map(WarningGroup::asError).toList());
        }
    }

    /** @param known what an earlier survey of the manifest found, if there was one */
    private PreparedJob prepare(JobSpec job, Manifest manifest, Optional<ManifestSurvey> known) throws IOException {
        ModelCatalog models = models(job);
        ManifestSurvey survey = known.isPresent() ? known.get() : JobManifests.survey(job, manifest, models);
        RowPreparer preparer = JobManifests.preparer(job, survey, models);
        List<InputProblem> problems = new ArrayList<>(JobManifests.problems(job, preparer));
        if (known.isEmpty()) {
            problems.addAll(JobManifests.missingIds(job, manifest));
        }
        if (problems.stream().anyMatch(problem -> !problem.warning())) {
            throw new ManifestException(problems);
        }
        return new PreparedJob(job, manifest, survey, preparer);
    }
}
