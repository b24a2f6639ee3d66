package dev.darkroom.job;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import java.nio.file.Path;
import java.util.List;

/** Holds a job against its manifest. */
public final class JobManifests {

    private JobManifests() {}

    /** The job's manifest, named as a person in the working directory would name it. */
    public static Manifest of(JobSpec job) {
        Path here = Path.of("").toAbsolutePath();
        Path manifest = job.manifest().toAbsolutePath().normalize();
        String name = manifest.startsWith(here) ? here.relativize(manifest).toString() : manifest.toString();
        return Manifest.of(manifest, name, job.csv().delimiter()).with(job.columns());
    }

    /** Returns the preparer that makes the manifest's rows ready to be sent. */
    public static RowPreparer preparer(JobSpec job, ManifestSurvey survey, ModelCatalog catalog) {
        return new RowPreparer(job.rowInput(), survey, catalog);
    }

    /** The problems that make the job unfit for this manifest as a whole, each at its place in the job file. */
    public static List<InputProblem> problems(JobSpec job, RowPreparer preparer) {
        return preparer.problems().stream()
                .map(problem ->
                        job.placeOf(problem.pointer()).problem(problem.code(), problem.message(), problem.remedy()))
                .toList();
    }
}
