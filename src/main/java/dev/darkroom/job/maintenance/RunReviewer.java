package dev.darkroom.job.maintenance;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.choice.RowChoice;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.review.DecisionFiles;
import dev.darkroom.review.ReviewImport;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.runs.RowFinder;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Takes people's decisions about a run's pictures. The caller holds the workspace's lock. */
public final class RunReviewer {

    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    public RunReviewer(InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /**
     * Takes them.
     *
     * @param wanted the run's id or output directory
     * @param decisions the files with them, by their names as the user gave them
     * @param reviewer who decided in files that do not say it; empty if that is not known
     * @param rows the rows whose decisions are taken
     * @throws NoSuchRunException if there is no such run
     * @throws dev.darkroom.manifest.ManifestException with all that is wrong with the decisions; nothing was recorded
     */
    public ImportedReview take(
            Workspace workspace, String wanted, Map<String, Path> decisions, String reviewer, RowChoice rows)
            throws IOException {
        ImportedReview imported =
                ReviewedRun.open(workspace, wanted, clock, json, reviewed -> take(reviewed, decisions, reviewer, rows));
        return imported.with(new RetoldRun(workspace, clock, json, catalog).write(imported.run()));
    }

    private ImportedReview take(ReviewedRun reviewed, Map<String, Path> decisions, String reviewer, RowChoice rows)
            throws IOException {
        RunRecord run = reviewed.run();
        JobSpec job = reviewed.job();
        Manifest manifest = reviewed.manifest();
        ReviewImport review = new ReviewImport(reviewed.dataSource(), json, catalog.with(job.models()), run);
        @Nullable
        BitSet only = rows.isAll()
                ? null
                : new RowFinder(
                                reviewed.dataSource(),
                                json,
                                run,
                                manifest,
                                job.csv().decimal())
                        .findAny(rows, run.id());
        DecisionFiles files = new DecisionFiles(decisions, reviewer, job.overrule()::allows, clock.instant());
        ReviewImport.ImportedDecisions taken = review.take(
                reviewed.ledger(), files, only, manifest, job.rowInput(), reviewed.sources(), reviewed.dialect());
        return new ImportedReview(
                run.id(),
                taken,
                reviewed.jobFile(),
                !job.rows().isAll(),
                reviewed.takenOutput().orElse(null),
                List.of());
    }

    /**
     * The result of importing a review.
     *
     * @param run the run's id
     * @param taken the decisions that were imported
     * @param job the job file that runs the rejected rows as they were run
     * @param ofSomeRows whether that job says which rows of a manifest it is about
     * @param takenOutput the output directory, if the job has but this one for all its runs; else null
     * @param untold what could not be written of the run's results and page, which tell of it from now on
     */
    public record ImportedReview(
            String run,
            ReviewImport.ImportedDecisions taken,
            Path job,
            boolean ofSomeRows,
            @Nullable Path takenOutput,
            List<String> untold) {

        public ImportedReview {
            untold = List.copyOf(untold);
        }

        private ImportedReview with(List<String> warnings) {
            return new ImportedReview(run, taken, job, ofSomeRows, takenOutput, warnings);
        }
    }
}
