package dev.darkroom.step;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.workspace.Workspace;
import java.time.Instant;

/**
 * All that is settled about a run before Spring starts.
 *
 * @param manifest the run's own copy
 * @param survey of it
 * @param catalog the models that its rows may name
 * @param startedAt when this process began to work on the run
 * @param scope how much of the run this process does
 */
public record RunContext(
        JobSpec job,
        RunRecord run,
        Workspace workspace,
        LedgerDatabase database,
        Manifest manifest,
        ManifestSurvey survey,
        ModelCatalog catalog,
        RowPreparer preparer,
        Instant startedAt,
        RunScope scope) {

    /** The number of rows of the manifest that the run is about. */
    public long rows() {
        Long first = run.first();
        return first == null ? survey.rows() : Math.min(first, survey.rows());
    }
}
