package dev.darkroom.cli.validation;

import dev.darkroom.job.JobManifests;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.jobfile.SubmitEnd;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.DuplicateIds;
import dev.darkroom.manifest.preparation.PreparedRow;
import dev.darkroom.manifest.preparation.RowPreparer;
import dev.darkroom.models.ModelCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks a job that could be read, then every row of its manifest. A row in memory at a time; used once. */
public final class JobValidation {

    private final JobSpec job;
    private final List<InputProblem> known;
    private final FindingReporter findings;
    private final @Nullable SourceLookReport sources;
    private final boolean strict;
    private final Instant now;
    private long jobProblems;
    private long rows;
    private long invalid;
    private long warnings;

    /**
     * @param known what is wrong with the job file already
     * @param sources what looks at the sources, null if the job is not fit for that
     * @param strict whether warnings are errors that a strict run refuses
     * @param now when a start would be
     */
    public JobValidation(
            JobSpec job,
            List<InputProblem> known,
            FindingReporter findings,
            @Nullable SourceLookReport sources,
            boolean strict,
            Instant now) {
        this.now = now;
        this.job = job;
        this.known = List.copyOf(known);
        this.findings = findings;
        this.sources = sources;
        this.strict = strict;
    }

    /**
     * Says all that is wrong and returns the sum of it.
     *
     * @param naming names a file of the manifest as the user would
     */
    public ValidationSummary run(Function<Path, String> naming) throws IOException, InterruptedException {
        List<InputProblem> ofJob = new ArrayList<>(known);
        SubmitEnd.warning(job, now, ZoneId.systemDefault()).ifPresent(ofJob::add);
        Manifest manifest = null;
        RowPreparer preparer = null;
        try {
            manifest = JobManifests.of(job, naming);
            preparer = preparer(manifest, ofJob);
        } catch (ManifestException unusable) {
            ofJob.addAll(unusable.problems());
        }
        JobManifests.inOrder(ofJob).forEach(this::ofJob);
        if (manifest != null && preparer != null) {
            checkRows(manifest, preparer);
        }
        CheckedUrls checked = sources == null ? CheckedUrls.NONE : sources.sum();
        Map<String, Long> traits = sources == null ? Map.of() : sources.traits();
        return new ValidationSummary(jobProblems, rows, invalid, warnings + checked.warnings(), checked, traits);
    }

    /** Adds what is wrong with the job for its manifest, and returns what prepares rows beside that. */
    private RowPreparer preparer(Manifest manifest, List<InputProblem> ofJob) throws IOException {
        ModelCatalog catalog = ModelCatalog.builtIn().with(job.models());
        ManifestSurvey survey = JobManifests.survey(job, manifest, catalog);
        RowPreparer whole = JobManifests.preparer(job, survey, catalog);
        ofJob.addAll(JobManifests.problems(job, whole));
        ofJob.addAll(JobManifests.missingIds(job, manifest));
        ofJob.addAll(whole.warnings());
        return whole.besideProblems();
    }

    private void checkRows(Manifest manifest, RowPreparer preparer) throws IOException, InterruptedException {
        DuplicateIds ids = new DuplicateIds(manifest.name());
        Long first = job.first();
        try {
            RowPreparer judging = sources == null
                    ? preparer
                    : sources.look(manifest, first == null ? Long.MAX_VALUE : first, preparer);
            try (ManifestReader reader = manifest.open()) {
                for (ManifestRow row = next(reader); row != null; row = next(reader)) {
                    rows++;
                    String file = row.file() == null ? manifest.name() : row.file();
                    check(judging.prepare(row), ids, file);
                    if (sources != null) {
                        sources.row(row, preparer, file);
                    }
                }
            }
        } catch (ManifestException unusable) {
            unusable.problems().forEach(this::ofJob);
        }
    }

    private @Nullable ManifestRow next(ManifestReader reader) throws IOException {
        Long first = job.first();
        return first != null && rows >= first ? null : reader.read();
    }

    private void check(PreparedRow row, DuplicateIds ids, String file) {
        boolean refused = false;
        List<InputProblem> all = new ArrayList<>(row.problems());
        all.addAll(row.warnings());
        for (InputProblem each : all) {
            InputProblem found = sources == null ? each : sources.toldHere(each);
            boolean error = !found.warning() || (strict && found.isStrictError());
            findings.ofRow(error ? found.asError() : found);
            warnings += error ? 0 : 1;
            refused |= error;
        }
        InputProblem duplicate = ids.add(row.id(), row.line(), file);
        if (duplicate != null) {
            findings.ofRow(duplicate);
        }
        if (duplicate != null || refused) {
            invalid++;
        }
    }

    private void ofJob(InputProblem problem) {
        if (problem.warning()) {
            warnings++;
        } else {
            jobProblems++;
        }
        findings.ofJob(problem);
    }
}
