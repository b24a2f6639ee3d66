package dev.darkroom.job;

import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.preparation.RowPreparer;

/**
 * A job that fits its manifest.
 *
 * @param manifest what was read: the user's file, or a run's own copy of it
 * @param survey of the manifest
 * @param preparer makes the manifest's rows ready to be sent
 */
record PreparedJob(JobSpec job, Manifest manifest, ManifestSurvey survey, RowPreparer preparer) {

    /** The number of rows of the manifest that the job is about. */
    long rows() {
        Long first = job.first();
        return first == null ? survey.rows() : Math.min(first, survey.rows());
    }
}
