package dev.darkroom.job;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.DiskFull;
import dev.darkroom.io.UnwritableReason;
import dev.darkroom.jobfile.JobSpec;
import dev.darkroom.manifest.ManifestException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Names an output directory that a run cannot be written to, in words that say why. */
final class UnwritableOutput {

    private UnwritableOutput() {}

    /**
     * Returns the problem of the job.
     *
     * @throws IOException the failure itself, if the disk is full: that is no problem of the job
     */
    static ManifestException problem(JobSpec job, Path output, IOException why) throws IOException {
        if (DiskFull.isCauseOf(why)) {
            throw why;
        }
        UnwritableReason reason = UnwritableReason.of(output, why);
        return new ManifestException(List.of(job.placeOf("/output")
                .problem(
                        ErrorCode.OUTPUT_UNWRITABLE,
                        "the output directory " + output + " " + reason.message(),
                        reason.remedy() + ", or name another directory by --output; nothing was bought")));
    }
}
