package dev.darkroom.step;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.workspace.Workspace;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All that is settled about a run before Spring starts.
 *
 * @param manifest the run's own copy
 * @param survey of it; null in a worker, which reads no manifest: what it has to know of a row is in the ledger
 * @param catalog the models that its rows may name
 * @param preparer of the manifest's rows; null likewise
 * @param startedAt when this process began to work on the run
 * @param scope how much of the run this process does
 */
public record RunContext(
        JobSpec job,
        RunRecord run,
        Workspace workspace,
        LedgerDatabase database,
        Manifest manifest,
        @Nullable ManifestSurvey survey,
        ModelCatalog catalog,
        @Nullable RowPreparer preparer,
        Instant startedAt,
        RunScope scope) {

    private static final String NO_MANIFEST = "a worker reads no manifest";

    /** Makes what a worker on another host knows of a run. */
    public static RunContext ofWorker(
            JobSpec job,
            RunRecord run,
            Workspace workspace,
            LedgerDatabase database,
            Manifest manifest,
            ModelCatalog catalog,
            Instant startedAt) {
        return new RunContext(job, run, workspace, database, manifest, null, catalog, null, startedAt, RunScope.ALL);
    }

    @Override
    public ManifestSurvey survey() {
        return Objects.requireNonNull(survey, NO_MANIFEST);
    }

    @Override
    public RowPreparer preparer() {
        return Objects.requireNonNull(preparer, NO_MANIFEST);
    }

    /** The number of rows of the manifest that the run is about. */
    public long rows() {
        Long first = run.first();
        long all = survey().rows();
        return first == null ? all : Math.min(first, all);
    }
}
