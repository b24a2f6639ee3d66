package dev.darkroom.job;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketFolder;
import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.bucket.Buckets;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.DurableFolders;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.runs.BucketClaim;
import dev.darkroom.runs.RunFolder;
import dev.darkroom.runs.RunLog;
import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** Begins runs, each with an id and an output directory of its own. */
final class RunCreator {

    private static final String FOREIGN = "another workspace's run";

    private final RunStore runs;
    private final InstantSource wall;
    private final JsonMapper json;

    RunCreator(RunStore runs, InstantSource wall, JsonMapper json) {
        this.runs = runs;
        this.wall = wall;
        this.json = json;
    }

    /**
     * Names the run that would begin now.
     *
     * @throws ManifestException if its output directory is another's
     */
    NewRun next(JobSpec job, Workspace workspace) {
        String id = newId(job, workspace, LocalDate.ofInstant(wall.instant(), ZoneId.systemDefault()));
        Path output = job.output(id, workspace.runFolder(id));
        refuseOthersOutput(job, output);
        return new NewRun(id, output);
    }

    /**
     * Begins a run: its folder with job and manifest first, then its output directory, last its line in the ledger.
     *
     * @throws ManifestException if its output directory is another's
     */
    RunRecord create(PreparedJob prepared, Workspace workspace, DataSource ledger) throws IOException {
        JobSpec job = prepared.job();
        NewRun next = next(job, workspace);
        RunFolder folder = new RunFolder(workspace, ledger, next.id(), json);
        folder.create(job, prepared.manifest(), prepared.survey());
        try {
            claim(job, next.output(), folder);
        } catch (ManifestException refused) {
            folder.discard();
            throw refused;
        }
        return runs.add(new RunRecord(
                0,
                next.id(),
                job.name(),
                job.api().identity(),
                prepared.survey().file(),
                prepared.survey().sha256(),
                job.first(),
                next.output(),
                job.sent().toString(),
                job.csv().dialect(prepared.survey().delimiter()).delimiter(),
                prepared.preparer().keptColumns(),
                job.budget().price(),
                RunRecord.RunState.RUNNING,
                null,
                null,
                wall.instant(),
                null));
    }

    /** The id of a run that begins: the job's name and the date, with a number from the second of a day on. */
    private String newId(JobSpec job, Workspace workspace, LocalDate today) {
        String first = job.name() + "-" + today;
        for (int number = 1; ; number++) {
            String id = number == 1 ? first : first + "-" + number;
            boolean taken = runs.find(id).isPresent()
                    || (job.hasOutputPerRun() && isThere(job.output(id, workspace.runFolder(id))));
            if (!taken) {
                return id;
            }
        }
    }

    /** A bucket is looked at when the run takes it, since a plan makes no calls to it. */
    private static boolean isThere(Path output) {
        return BucketLocation.of(output).isEmpty() && Files.exists(output);
    }

    private void refuseOthersOutput(JobSpec job, Path output) {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new ManifestException(List.of(job.placeOf("/output")
                    .problem(ErrorCode.OUTPUT_TAKEN, "the output directory " + output + " is a file", "Name another")));
        }
        if (BucketLocation.of(output).isPresent() && !BucketLocation.isMeant(job.output("a"))) {
            throw new ManifestException(List.of(job.placeOf("/output")
                    .problem(
                            ErrorCode.OUTPUT_TAKEN,
                            "the output directory " + output + " lies in a folder " + BucketLocation.STAGING
                                    + ", which Darkroom keeps for outputs that go to a bucket",
                            "Name another")));
        }
        Optional<RunRecord> owner = owner(output);
        if (owner.isPresent()) {
            throw taken(job, output, "the run " + owner.get().id());
        }
        if (BucketLocation.of(output).isEmpty() && isTaken(output)) {
            throw taken(job, output, FOREIGN);
        }
    }

    private Optional<RunRecord> owner(Path output) {
        Optional<BucketLocation> bucket = BucketLocation.of(output);
        return bucket.isEmpty()
                ? runs.ownerOf(output)
                : runs.newestFirst().stream()
                        .filter(run -> BucketLocation.of(run.output()).equals(bucket))
                        .findFirst();
    }

    /** Every run writes its log from its beginning on, and its results at its end. */
    private static boolean isTaken(Path output) {
        return Files.exists(output.resolve(RunLog.NAME)) || Files.exists(output.resolve("results.jsonl"));
    }

    private static void claim(JobSpec job, Path output, RunFolder folder) throws IOException {
        try (Buckets buckets = Buckets.ofEnvironment()) {
            Optional<BucketFolder> bucket = buckets.folder(output);
            if (bucket.isPresent()) {
                claimBucket(job, bucket.get(), output, folder);
            }
        }
        makeOutput(job, output);
        if (BucketLocation.of(output).isEmpty()) {
            claimOutput(job, output);
        }
    }

    private static void claimBucket(JobSpec job, BucketFolder bucket, Path output, RunFolder folder)
            throws IOException {
        try {
            if (!BucketClaim.take(bucket, folder)) {
                throw taken(job, output, FOREIGN);
            }
        } catch (BucketException e) {
            throw new ManifestException(List.of(job.placeOf("/output")
                    .problem(
                            ErrorCode.OUTPUT_UNWRITABLE,
                            "the output cannot be written to: " + e.getMessage(),
                            "Mend that, or name another place by --output; nothing was bought")));
        }
    }

    private static void makeOutput(JobSpec job, Path output) throws IOException {
        try {
            DurableFolders.create(output);
        } catch (IOException e) {
            throw UnwritableOutput.problem(job, output, e);
        }
    }

    /** Takes the directory for the run that begins: from here on no other workspace's run can. */
    private static void claimOutput(JobSpec job, Path output) throws IOException {
        try {
            RunLog.claim(output);
        } catch (FileAlreadyExistsException e) {
            throw taken(job, output, FOREIGN);
        } catch (IOException e) {
            throw UnwritableOutput.problem(job, output, e);
        }
    }

    private static ManifestException taken(JobSpec job, Path output, String whose) {
        return new ManifestException(List.of(job.placeOf("/output")
                .problem(
                        ErrorCode.OUTPUT_TAKEN,
                        "the output directory " + BucketLocation.shown(output) + " belongs to " + whose,
                        "Name another, or put {{run}} into output so that each run has its own")));
    }

    /**
     * A run that has not begun.
     *
     * @param output its output directory, absolute
     */
    record NewRun(String id, Path output) {}
}
