package dev.darkroom.job.maintenance;

import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.models.SourceCheck;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.NoSuchRunException;
import dev.darkroom.runs.RunFinder;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.sourcelook.RunSources;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run on whose pictures people's verdicts are taken.
 *
 * @param run the run
 * @param dataSource of the ledger's database
 * @param ledger the run's, caught up
 * @param jobFile the job as the run keeps it
 * @param job the same, read
 * @param manifest the run's copy of its manifest
 * @param sources what is known of its source pictures
 */
record ReviewedRun(
        RunRecord run,
        DataSource dataSource,
        RunLedger ledger,
        Path jobFile,
        JobSpec job,
        Manifest manifest,
        SourceCheck sources) {

    /**
     * Opens it, for as long as the work takes. The caller holds the workspace's lock.
     *
     * @param wanted the run's id or output directory
     * @throws NoSuchRunException if there is no such run
     */
    static <T> T open(Workspace workspace, String wanted, InstantSource clock, JsonMapper json, ReviewWork<T> work)
            throws IOException {
        return LedgerReading.read(workspace, true, json, database -> {
            RunRecord run = new RunFinder(workspace, new RunStore(database.dataSource(), json)).find(wanted);
            return open(workspace, database, run, clock, json, work);
        });
    }

    private static <T> T open(
            Workspace workspace,
            LedgerDatabase database,
            RunRecord run,
            InstantSource clock,
            JsonMapper json,
            ReviewWork<T> work)
            throws IOException {
        database.buildIndexes();
        RunFolder folder = new RunFolder(workspace, database.dataSource(), run.id(), json);
        JobSpec job = JobFile.read(folder.job(), JobOverrides.NONE, Map.of());
        try (RunLedger ledger = RunLedger.open(database.dataSource(), json, clock, run, workspace.journal(run.id()))) {
            ledger.recovery().catchUp();
            Manifest manifest = folder.manifest(job, run.manifest());
            SourceCheck sources = new SourceCheck(
                    RunSources.of(folder.lookedSources()), job.sourceLook().rules());
            return work.on(new ReviewedRun(run, database.dataSource(), ledger, folder.job(), job, manifest, sources));
        }
    }

    /** Returns how its tables look. */
    CsvDialect dialect() {
        return new CsvDialect(run.delimiter(), job.csv().decimal(), job.csv().bom());
    }

    /** Returns the output directory, if the job has but this one for all its runs. */
    Optional<Path> takenOutput() {
        return job.hasOutputPerRun() ? Optional.empty() : Optional.of(run.output());
    }

    /** Works on it. */
    interface ReviewWork<T> {
        T on(ReviewedRun reviewed) throws IOException;
    }
}
