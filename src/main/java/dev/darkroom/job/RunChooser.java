package dev.darkroom.job;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.ledger.RowState;
import dev.darkroom.ledger.RunFigures;
import dev.darkroom.ledger.RunRecord;
import dev.darkroom.ledger.Runs;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** Finds the run that a job is to go on with, or names another. */
final class RunChooser {

    private static final String FOREIGN = "another workspace's run";

    private final Runs runs;
    private final DataSource dataSource;
    private final JsonMapper json;

    RunChooser(Runs runs, DataSource dataSource, JsonMapper json) {
        this.runs = runs;
        this.dataSource = dataSource;
        this.json = json;
    }

    /** @throws ManifestException if the unfinished run there is would now send something else */
    RunChoice choose(JobSpec job, ManifestSurvey survey) {
        Optional<RunRecord> newest = runs.newest(job.name(), job.api().identity(), survey.sha256(), job.first());
        if (newest.isEmpty()) {
            return new RunChoice(RunChoice.Kind.BEGIN, null);
        }
        RunRecord run = newest.get();
        List<String> differences = differences(run, job);
        boolean finished = run.state() == RunRecord.State.FINISHED;
        if (differences.isEmpty()) {
            boolean rest = !finished || isLeftToCollect(run);
            return new RunChoice(rest ? RunChoice.Kind.GO_ON : RunChoice.Kind.NOTHING_TO_DO, run);
        }
        if (finished) {
            return new RunChoice(RunChoice.Kind.BEGIN, null);
        }
        throw changed(run, job, differences);
    }

    /** @throws ManifestException if the run would now send something else */
    RunChoice resume(RunRecord run, JobSpec job, RunScope scope) {
        List<String> differences = differences(run, job);
        // It is an option alone: without it a start goes on with the rows the run is about.
        if (job.first() != null && !Objects.equals(run.first(), job.first())) {
            differences.add(
                    "--first was " + (run.first() == null ? "not given" : run.first()) + ", is now " + job.first());
        }
        if (!differences.isEmpty()) {
            throw changed(run, job, differences);
        }
        boolean left = scope.limited() ? hasAny(run, scope.states()) : isLeftToCollect(run);
        boolean rest = run.state() != RunRecord.State.FINISHED || left;
        return new RunChoice(rest ? RunChoice.Kind.GO_ON : RunChoice.Kind.NOTHING_TO_DO, run);
    }

    private static ManifestException changed(RunRecord run, JobSpec job, List<String> differences) {
        return new ManifestException(List.of(job.placeOf("")
                .problem(
                        ErrorCode.CHANGED_JOB,
                        "the run " + run.id() + " would now be another: " + String.join("; ", differences),
                        "Undo the change to go on with it, or start another run with --new")));
    }

    private List<String> differences(RunRecord run, JobSpec job) {
        List<String> differences = new ArrayList<>(SentDescription.differences(json.readTree(run.sent()), job.sent()));
        Path output = job.output(run.id()).toAbsolutePath().normalize();
        if (!output.equals(run.output())) {
            differences.add("output was " + run.output() + ", is now " + output);
        }
        return differences;
    }

    /**
     * What is paid for and can be had without buying is asked for again by every start, and what another run's doubt has
     * come to.
     */
    private boolean isLeftToCollect(RunRecord run) {
        return hasAny(run, Set.of(RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED))
                || new RunFigures(dataSource, run).sharesDoubt();
    }

    private boolean hasAny(RunRecord run, Set<RowState> states) {
        return !Collections.disjoint(new RunFigures(dataSource, run).states().keySet(), states);
    }

    /** The id of a run that begins: the job's name and the date, with a number from the second of a day on. */
    String newId(JobSpec job, LocalDate today) {
        String first = job.name() + "-" + today;
        boolean named = !job.output("a").equals(job.output("b"));
        for (int number = 1; ; number++) {
            String id = number == 1 ? first : first + "-" + number;
            boolean taken = runs.find(id).isPresent() || (named && Files.exists(job.output(id)));
            if (!taken) {
                return id;
            }
        }
    }

    /** Every run writes its log from its beginning on, and its results at its end. */
    private static boolean isTaken(Path output) {
        return Files.exists(output.resolve(RunLog.NAME)) || Files.exists(output.resolve("results.jsonl"));
    }

    /** @throws ManifestException if the directory is another run's */
    void refuseOthersOutput(JobSpec job, Path output) {
        if (Files.exists(output) && !Files.isDirectory(output)) {
            throw new ManifestException(List.of(job.placeOf("/output")
                    .problem(ErrorCode.OUTPUT_TAKEN, "the output directory " + output + " is a file", "Name another")));
        }
        Optional<RunRecord> owner = runs.ownerOf(output);
        if (owner.isPresent()) {
            throw taken(job, output, "the run " + owner.get().id());
        }
        if (isTaken(output)) {
            throw taken(job, output, FOREIGN);
        }
    }

    /**
     * Takes the directory for the run that begins: from here on no other workspace's run can.
     *
     * @throws ManifestException if one has
     */
    void claimOutput(JobSpec job, Path output) throws IOException {
        try {
            RunLog.claim(output);
        } catch (FileAlreadyExistsException e) {
            throw taken(job, output, FOREIGN);
        }
    }

    private static ManifestException taken(JobSpec job, Path output, String whose) {
        return new ManifestException(List.of(job.placeOf("/output")
                .problem(
                        ErrorCode.OUTPUT_TAKEN,
                        "the output directory " + output + " belongs to " + whose,
                        "Name another, or put {{run}} into output so that each run has its own")));
    }
}
