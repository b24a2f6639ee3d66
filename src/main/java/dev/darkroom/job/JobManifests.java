package dev.darkroom.job;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.JobInput;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        return new RowPreparer(
                new JobInput(job.columns(), job.input(), job.model(), job.csv().decimal()), survey, catalog);
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
        return new ManifestException(all);
    }

    /** The problems that make the job unfit for this manifest as a whole, each at its place in the job file. */
    public static List<InputProblem> problems(JobSpec job, RowPreparer preparer) {
        return preparer.problems().stream()
                .map(problem ->
                        job.placeOf(problem.pointer()).problem(problem.code(), problem.message(), problem.remedy()))
                .toList();
    }
}
