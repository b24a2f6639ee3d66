package dev.darkroom.job;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.FileNames;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestPaths;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.choice.ChosenRows;
import dev.darkroom.manifest.choice.RowChoiceCheck;
import dev.darkroom.manifest.preparation.JobInputProblem;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import dev.darkroom.results.ResultsPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Holds a job against its manifest. */
public final class JobManifests {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private static final int MAX_NAMES = 3;

    private JobManifests() {}

    /**
     * Returns the job's manifest, its files named as a person in the working directory would name them.
     *
     * @throws ManifestException if a file is of an unknown kind, or a pattern matches none
     */
    public static Manifest of(JobSpec job) throws IOException {
        return of(job, JobManifests::shown);
    }

    /**
     * Does the same with names of another's choice.
     *
     * @param naming names a file
     */
    public static Manifest of(JobSpec job, Function<Path, String> naming) throws IOException {
        List<Manifest> files = new ArrayList<>();
        for (Path file : ManifestPaths.of(job.manifests(), naming)) {
            Path absolute = file.toAbsolutePath().normalize();
            files.add(Manifest.of(absolute, naming.apply(absolute), job.csv().delimiter()));
        }
        return job.rowsOf(Manifest.united(files, name(job, naming)));
    }

    /** Returns what the manifest as a whole is called: a file's name, or what is listed. */
    public static String name(JobSpec job, Function<Path, String> naming) {
        List<String> names = job.manifests().stream()
                .limit(MAX_NAMES)
                .map(file -> ManifestPaths.isPattern(file) ? pattern(file, naming) : naming.apply(Path.of(file)))
                .toList();
        int more = job.manifests().size() - names.size();
        return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String pattern(String pattern, Function<Path, String> naming) {
        int slash = pattern.lastIndexOf('/', pattern.replace('?', '*').indexOf('*'));
        String folder = naming.apply(Path.of(pattern.substring(0, slash + 1)));
        return (folder.isEmpty() ? "" : folder + "/") + pattern.substring(slash + 1);
    }

    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
    }

    /** Returns the preparer that makes the manifest's rows ready to be sent. */
    public static RowPreparer preparer(JobSpec job, ManifestSurvey survey, ModelCatalog catalog) {
        return new RowPreparer(job.rowInput(), survey, catalog);
    }

    /**
     * Surveys a job's manifest.
     *
     * @throws ManifestException if it cannot be read as a whole; with what of the job is wrong whatever it holds
     */
    public static ManifestSurvey survey(JobSpec job, Manifest manifest, ModelCatalog catalog) throws IOException {
        try {
            return ManifestSurvey.of(manifest, catalog);
        } catch (ManifestException unreadable) {
            List<InputProblem> all =
                    new ArrayList<>(problems(job, preparer(job, ManifestSurvey.unread(manifest), catalog)));
            all.addAll(unreadable.problems());
            throw new ManifestException(all);
        }
    }

    /**
     * Adds to what is wrong with a job file what is wrong with its manifest as a whole.
     *
     * @param sound the part of the job that can be used, if there is one
     */
    public static ManifestException withManifest(ManifestException refused, Optional<JobSpec> sound)
            throws IOException {
        List<InputProblem> all = new ArrayList<>(refused.problems());
        if (sound.isPresent()) {
            JobSpec job = sound.get();
            ModelCatalog catalog = ModelCatalog.builtIn().with(job.models());
            try {
                all.addAll(problems(job, preparer(job, survey(job, of(job), catalog), catalog)));
            } catch (ManifestException unreadable) {
                all.addAll(unreadable.problems());
            }
        }
        return new ManifestException(inOrder(all));
    }

    /**
     * Puts problems in the order in which a person mends them: those of the job file line by line, then all others as
     * they were found.
     *
     * @param problems those of the job file ahead of the manifest's
     */
    public static List<InputProblem> inOrder(List<InputProblem> problems) {
        // What is wrong with an option, or with a file as a whole, has no line.
        String jobFile = problems.stream()
                .filter(problem -> problem.line() > 0)
                .map(InputProblem::file)
                .findFirst()
                .orElse("");
        return problems.stream()
                .sorted(Comparator.comparing(
                                (InputProblem problem) -> !problem.file().equals(jobFile))
                        .thenComparing(problem -> problem.file().equals(jobFile) ? problem.line() : 0L)
                        .thenComparing(problem -> problem.file().equals(jobFile) ? column(problem) : 0))
                .toList();
    }

    /** Returns a problem's column in a job file; in a manifest, whose problems may be all there are, it has a name. */
    private static int column(InputProblem problem) {
        String column = problem.column();
        return column == null || !NUMBER.matcher(column).matches() ? 0 : Integer.parseInt(column);
    }

    /** The problems that make the job unfit for this manifest as a whole, each at its place in the job file. */
    public static List<InputProblem> problems(JobSpec job, RowPreparer preparer) {
        List<InputProblem> problems = new ArrayList<>();
        for (JobInputProblem problem : preparer.problems()) {
            problems.add(job.placeOf(problem.pointer()).problem(problem.code(), problem.message(), problem.remedy()));
        }
        for (JobInputProblem problem : RowChoiceCheck.problems(job.rows(), job.priority(), preparer.survey())) {
            problems.add(job.placeOf(problem.pointer()).problem(problem.code(), problem.message(), problem.remedy()));
        }
        List<String> kept = preparer.keptColumns();
        List<String> by = job.report().by();
        for (int index = 0; index < by.size() && !kept.isEmpty(); index++) {
            if (!ResultsPlan.canReportBy(by.get(index), kept)) {
                problems.add(
                        notKept(job, "/report/by/" + index, "report.by names " + by.get(index), by.get(index), kept));
            }
        }
        job.checks()
                .group()
                .filter(group -> !kept.contains(group))
                .ifPresent(group ->
                        problems.add(notKept(job, "/checks/group", "checks.group names " + group, group, kept)));
        for (String column : new FileNames(job.publish().name()).columns()) {
            if (!kept.contains(column)) {
                problems.add(notKept(job, "/publish/name", "publish.name takes {{" + column + "}}", column, kept));
            }
        }
        return problems;
    }

    private static InputProblem notKept(JobSpec job, String pointer, String names, String column, List<String> kept) {
        return job.placeOf(pointer)
                .problem(
                        ErrorCode.UNKNOWN_COLUMN,
                        names + ", which is not a column kept in the results",
                        "The nearest one is "
                                + NearestNameFinder.find(column, kept).orElse("none"));
    }

    /**
     * Reads the manifest once more for the ids that its rows are chosen by.
     *
     * @return the problem that there are some which no row has, or none
     */
    public static List<InputProblem> missingIds(JobSpec job, Manifest manifest) throws IOException {
        return !(manifest.layer() instanceof ChosenRows chosen)
                ? List.of()
                : RowChoiceCheck.missing(chosen.missingIds(), manifest.name()).stream()
                        .map(problem -> job.placeOf(problem.pointer())
                                .problem(problem.code(), problem.message(), problem.remedy()))
                        .toList();
    }
}
