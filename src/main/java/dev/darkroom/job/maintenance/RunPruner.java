package dev.darkroom.job.maintenance;

import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.job.BatchRecords;
import dev.darkroom.jobfile.JobFile;
import dev.darkroom.jobfile.JobOverrides;
import dev.darkroom.ledger.RunLedger;
import dev.darkroom.ledger.database.EarlierLedgers;
import dev.darkroom.ledger.database.LedgerDatabase;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.history.RunRemoval;
import dev.darkroom.ledger.rows.LedgerException;
import dev.darkroom.ledger.rows.ReviewRecorded;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.runs.BucketRemoval;
import dev.darkroom.runs.CopyFolder;
import dev.darkroom.runs.ForgottenPurchases;
import dev.darkroom.runs.LedgerReading;
import dev.darkroom.runs.OutputRemoval;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.SourceUploads;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Deletes older runs with their files and records. The caller holds the workspace's lock. */
public final class RunPruner {

    private final InstantSource clock;
    private final JsonMapper json;

    public RunPruner(InstantSource clock, JsonMapper json) {
        this.clock = clock;
        this.json = json;
    }

    /** Deletes every run that ended longer ago than that and has nothing paid that is not settled, the oldest first. */
    public List<PrunedRun> prune(Workspace workspace, Duration keep) throws IOException {
        if (!workspace.hasLedger() && RunFolder.recorded(workspace).isEmpty()) {
            return List.of();
        }
        CopyFolder.sweep(workspace, clock.instant());
        Instant before = clock.instant().minus(keep);
        return LedgerReading.read(workspace, true, json, database -> {
            List<RunRecord> runs = new ArrayList<>(new RunStore(database.dataSource(), json).newestFirst());
            Collections.reverse(runs);
            List<PrunedRun> pruned = new ArrayList<>();
            for (RunRecord run : runs) {
                Instant ended = run.endedAt() == null ? run.createdAt() : run.endedAt();
                if (ended.isBefore(before)) {
                    String why = whyKept(workspace, database, run);
                    pruned.add(why == null ? delete(workspace, database, run) : PrunedRun.kept(run, why));
                }
            }
            return pruned;
        });
    }

    /**
     * Deletes the copies of the ledger that upgrades made longer ago than that: they know the runs that were deleted.
     */
    public List<Path> pruneEarlierLedgers(Workspace workspace, Duration keep) throws IOException {
        return workspace.hasLedger() && !workspace.isShared()
                ? EarlierLedgers.delete(workspace, clock.instant().minus(keep))
                : List.of();
    }

    private @Nullable String whyKept(Workspace workspace, LedgerDatabase database, RunRecord run) {
        if (run.state() == RunRecord.RunState.RUNNING) {
            return "its process died before its end";
        }
        RunStore runs = new RunStore(database.dataSource(), json);
        if (new ForgottenPurchases(workspace, runs, json, clock).standsFor(run)) {
            return "the restored ledger may lack purchases of it: resume --past-stop " + run.id()
                    + " once they were looked for";
        }
        long open = new RunFigures(database.dataSource(), run)
                .states().entrySet().stream()
                        .filter(entry -> RunRemoval.isPaidAndOpen(entry.getKey()))
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return open == 0 ? null : open + " of its rows are paid, or may be, and not settled";
    }

    /** Files before records: what is recorded can be deleted again after a crash, what is not stays for ever. */
    private PrunedRun delete(Workspace workspace, LedgerDatabase database, RunRecord run) throws IOException {
        long pending = new RunFigures(database.dataSource(), run).statuses().getOrDefault(RowStatus.PENDING, 0L);
        RunRemoval records = new RunRemoval(database.dataSource(), run);
        inherit(workspace, database, records);
        records.release();
        RemovedOutput output = deleteOutput(run, records);
        deleteUploads(workspace, database, run);
        BatchRecords.forget(database.dataSource(), run.id());
        new RunFolder(workspace, database.dataSource(), run.id(), json).forgetShared();
        deleteFolder(workspace.runFolder(run.id()));
        records.delete();
        return new PrunedRun(run.id(), run.output(), null, pending, output.files, output.bytes, output.gone);
    }

    /** Deletes the source pictures that a run put into a bucket, where its end did not. */
    private void deleteUploads(Workspace workspace, LedgerDatabase database, RunRecord run) throws IOException {
        Path job = new RunFolder(workspace, database.dataSource(), run.id(), json).job();
        if (!Files.isRegularFile(job)) {
            return;
        }
        try (Buckets buckets = Buckets.ofEnvironment()) {
            Optional<SourceUploads> uploads =
                    SourceUploads.toRemove(JobFile.read(job, JobOverrides.NONE, Map.of()), run.id(), buckets);
            if (uploads.isPresent()) {
                uploads.get().remove();
            }
        } catch (ManifestException unreadable) {
            // Then its pictures are deleted by a rule of the bucket, or by hand.
        }
    }

    private static RemovedOutput deleteOutput(RunRecord run, RunRemoval records) throws IOException {
        try (Buckets buckets = Buckets.ofEnvironment()) {
            Optional<BucketFolder> bucket = buckets.folder(run.output());
            if (bucket.isPresent()) {
                BucketRemoval objects = new BucketRemoval(bucket.get());
                records.pictures(objects::picture);
                objects.delete();
                return new RemovedOutput(objects.files(), objects.bytes(), objects.isGone());
            }
        }
        OutputRemoval files = new OutputRemoval(run.output());
        records.pictures(files::picture);
        files.reports();
        boolean gone = files.emptyFolders();
        return new RemovedOutput(files.files(), files.bytes(), gone);
    }

    /**
     * Enters in other runs the verdicts that they inherit, in journal and ledger as every event. A journal that is
     * ahead of the ledger is caught up first: it may know of more. After a crash only what is not entered yet is left.
     */
    private void inherit(Workspace workspace, LedgerDatabase database, RunRemoval records) {
        Map<Integer, RunRecord> byNumber = new RunStore(database.dataSource(), json)
                .newestFirst().stream().collect(Collectors.toMap(RunRecord::number, run -> run));
        List<ReviewRecorded> left = records.inheritedVerdicts();
        while (!left.isEmpty()) {
            RunRecord heir =
                    Objects.requireNonNull(byNumber.get(left.get(0).row().run()));
            Path journal = workspace.journal(heir.id());
            try (RunLedger ledger = RunLedger.open(database.dataSource(), json, clock, heir, journal)) {
                ledger.recovery().catchUp();
                List<ReviewRecorded> inherited = records.inheritedVerdicts().stream()
                        .filter(verdict -> verdict.row().run() == heir.number())
                        .toList();
                if (ledger.applyAll(inherited) < inherited.size()) {
                    throw new LedgerException("the run " + heir.id() + " did not take over all the verdicts that it"
                            + " inherits; nothing was deleted");
                }
            }
            left = records.inheritedVerdicts();
        }
    }

    /** The run's folder in the workspace holds nothing but Darkroom's own files. */
    private static void deleteFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (file.endsWith(BucketLocation.STAGING)) {
                    deleteStaging(file);
                }
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private static void deleteStaging(Path staging) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(staging)) {
            files.forEach(all::add);
        }
        Collections.reverse(all);
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }

    /** What was deleted of an output, and whether nothing is left of it. */
    private record RemovedOutput(long files, long bytes, boolean gone) {}

    /**
     * An older run that was deleted or kept.
     *
     * @param output its output directory
     * @param kept why it was kept, null if it was deleted
     * @param pending how many of its rows were never bought, and are forgotten with it
     * @param files how many files were deleted from the output directory
     * @param bytes how many bytes they had
     * @param directoryGone whether the output directory was empty then and is gone
     */
    public record PrunedRun(
            String run,
            Path output,
            @Nullable String kept,
            long pending,
            long files,
            long bytes,
            boolean directoryGone) {

        static PrunedRun kept(RunRecord run, String why) {
            return new PrunedRun(run.id(), run.output(), why, 0, 0, 0, false);
        }
    }
}
