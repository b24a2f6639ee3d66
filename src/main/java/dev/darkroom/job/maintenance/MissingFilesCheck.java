package dev.darkroom.job.maintenance;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.Utf8Paths;
import dev.darkroom.job.ExitCode;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.jobfile.rules.FailThreshold;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.earlier.UnpurchasedRows;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.StoredFiles;
import dev.darkroom.ledger.rows.RowKey;
import dev.darkroom.ledger.rows.RowReason;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets no row of the workspace's runs count as one that has its pictures whose files are gone. What is paid for is fetched
 * again by the next start of its run; until then all that tells of the run tells that too. The caller holds the
 * workspace's lock.
 */
final class MissingFilesCheck {

    private static final RowReason GONE = new RowReason(
            ErrorCode.FILE_GONE, "its picture was fetched, and was gone from the output directory afterwards");

    private final Workspace workspace;
    private final InstantSource clock;
    private final JsonMapper json;
    private final ModelCatalog catalog;

    MissingFilesCheck(Workspace workspace, InstantSource clock, JsonMapper json, ModelCatalog catalog) {
        this.workspace = workspace;
        this.clock = clock;
        this.json = json;
        this.catalog = catalog;
    }

    /** Ends those rows, and returns what is to be told, a sentence each. */
    List<String> endRows() throws IOException {
        List<String> findings = new ArrayList<>();
        List<String> endedAgain = new ArrayList<>();
        LedgerReading.read(workspace, true, json, database -> {
            RunStore runs = new RunStore(database.dataSource(), json);
            for (RunRecord run : runs.newestFirst()) {
                MissingFiles files = endRows(database.dataSource(), run);
                if (files.files() > 0) {
                    findings.add("run " + run.id() + ": " + files.message(run));
                }
                if (files.hasEndedRows() && run.state() == RunRecord.RunState.FINISHED) {
                    endAgain(runs, run, new RunFigures(database.dataSource(), run).statuses());
                    endedAgain.add(run.id());
                }
            }
            return findings;
        });
        RetoldRun retelling = new RetoldRun(workspace, clock, json, catalog);
        for (String run : endedAgain) {
            retelling.write(run).forEach(untold -> findings.add("run " + run + ": " + untold));
        }
        return findings;
    }

    private MissingFiles endRows(DataSource dataSource, RunRecord run) throws IOException {
        Predicate<String> isThere = presence(run.output());
        Set<RowKey> found = new LinkedHashSet<>();
        long[] files = {0};
        new StoredFiles(dataSource, run).forEach((file, row) -> {
            if (!isThere.test(file)) {
                files[0]++;
                found.add(new RowKey(run.number(), row));
            }
        });
        if (found.isEmpty()) {
            return MissingFiles.NONE;
        }
        List<RowKey> rows = List.copyOf(found);
        try (RunLedger ledger = RunLedger.open(dataSource, json, clock, run, workspace.journal(run.id()))) {
            int fetchedAgain = ledger.recovery().endWithoutFiles(rows, GONE);
            int takenBack = new UnpurchasedRows(dataSource, json, clock, run).takeBackLost(rows);
            return new MissingFiles(files[0], rows.size(), fetchedAgain, takenBack);
        }
    }

    /** Tells which files are there; a bucket is listed once. */
    private static Predicate<String> presence(Path output) throws IOException {
        try (Buckets buckets = Buckets.ofEnvironment()) {
            Optional<BucketFolder> bucket = buckets.folder(output);
            if (bucket.isEmpty()) {
                return file -> Files.isRegularFile(Utf8Paths.resolve(output, file));
            }
            Set<String> stored = new HashSet<>();
            bucket.get().list((file, bytes) -> stored.add(file));
            return stored::contains;
        }
    }

    /** Ends a run that had finished as it is without those files. */
    private void endAgain(RunStore runs, RunRecord run, Map<RowStatus, Long> rows) throws IOException {
        FailThreshold threshold = JobFile.read(
                        new RunFolder(workspace, run.id(), json).job(), JobOverrides.NONE, Map.of())
                .failThreshold();
        long total = rows.values().stream().mapToLong(Long::longValue).sum();
        long lacking = rows.entrySet().stream()
                .filter(row -> !row.getKey().hasPicture())
                .mapToLong(Map.Entry::getValue)
                .sum();
        if (rows.getOrDefault(RowStatus.PENDING, 0L) > 0) {
            String why = "files-gone: picture files are gone; the next start looks for them";
            runs.ended(run.number(), RunRecord.RunState.STOPPED, why, ExitCode.STOPPED, clock.instant());
        } else {
            int exitCode = threshold.allows(lacking, total) ? ExitCode.FINISHED : ExitCode.PICTURES_MISSING;
            runs.ended(run.number(), RunRecord.RunState.FINISHED, null, exitCode, clock.instant());
        }
    }
}
