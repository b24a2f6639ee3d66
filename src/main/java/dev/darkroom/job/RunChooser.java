package dev.darkroom.job;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.SentDescription;
import dev.darkroom.ledger.history.RunFigures;
import dev.darkroom.ledger.rows.RowState;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.ledger.runs.RunStore;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.step.RunScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import tools.jackson.databind.json.JsonMapper;

/** Finds the run that a job is to resume, or says that another begins. */
final class RunChooser {

    private final RunStore runs;
    private final DataSource dataSource;
    private final JsonMapper json;

    RunChooser(RunStore runs, DataSource dataSource, JsonMapper json) {
        this.runs = runs;
        this.dataSource = dataSource;
        this.json = json;
    }

    /** @throws ManifestException if the unfinished run there is would now send something else */
    RunChoice choose(JobSpec job, ManifestSurvey survey) {
        Optional<RunRecord> newest =
                runs.newestFirst(job.name(), job.api().identity(), survey.sha256(), job.first()).stream()
                        .filter(run -> isOfRows(run, job))
                        .findFirst();
        if (newest.isEmpty()) {
            return RunChoice.begin();
        }
        RunRecord run = newest.get();
        List<String> differences = differences(run, job);
        boolean finished = run.state() == RunRecord.RunState.FINISHED;
        if (differences.isEmpty()) {
            boolean rest = !finished || isLeftToCollect(run);
            return new RunChoice(rest ? RunChoice.ChoiceKind.GO_ON : RunChoice.ChoiceKind.NOTHING_TO_DO, run);
        }
        if (finished) {
            return RunChoice.begin();
        }
        throw changed(run, job, differences);
    }

    /** @throws ManifestException if the run would now send something else */
    RunChoice resume(RunRecord run, JobSpec job, RunScope scope) {
        List<String> differences = differences(run, job);
        // It is an option alone: without it a start resumes with the rows the run is about.
        if (job.first() != null && !Objects.equals(run.first(), job.first())) {
            differences.add(
                    "--first was " + (run.first() == null ? "not given" : run.first()) + ", is now " + job.first());
        }
        if (!differences.isEmpty()) {
            throw changed(run, job, differences);
        }
        boolean rest = run.state() != RunRecord.RunState.FINISHED
                || (!scope.only().isEmpty() ? hasAny(run, scope.states()) : isLeftToCollect(run));
        return new RunChoice(rest ? RunChoice.ChoiceKind.GO_ON : RunChoice.ChoiceKind.NOTHING_TO_DO, run);
    }

    private static ManifestException changed(RunRecord run, JobSpec job, List<String> differences) {
        return new ManifestException(List.of(job.placeOf("")
                .problem(
                        ErrorCode.CHANGED_JOB,
                        "the run " + run.id() + " would now be another: " + String.join("; ", differences),
                        "Undo the change to go on with it, or start another run with --new")));
    }

    /** Returns whether a run is of the rows that a job chooses now. */
    private boolean isOfRows(RunRecord run, JobSpec job) {
        // By their texts: a number that was read is not equal to the same one of another size.
        return SentDescription.differences(
                        json.readTree(run.sent()).path(SentDescription.ROWS),
                        job.sent().path(SentDescription.ROWS))
                .isEmpty();
    }

    private List<String> differences(RunRecord run, JobSpec job) {
        List<String> differences = new ArrayList<>(SentDescription.differences(json.readTree(run.sent()), job.sent()));
        String before = BucketLocation.shown(run.output());
        String output = job.output(run.id());
        if (!output.equals(before)) {
            differences.add("output was " + before + ", is now " + output);
        }
        return differences;
    }

    /**
     * Returns whether a start may have anything to collect: purchases that are paid for and can be polled or
     * downloaded, and the outcome of another run's doubt.
     */
    private boolean isLeftToCollect(RunRecord run) {
        return hasAny(run, Set.of(RowState.TIMED_OUT, RowState.DOWNLOAD_FAILED))
                || new RunFigures(dataSource, run).sharesDoubt();
    }

    private boolean hasAny(RunRecord run, Set<RowState> states) {
        return !Collections.disjoint(new RunFigures(dataSource, run).states().keySet(), states);
    }
}
