package dev.darkroom.cli.validation;

import dev.darkroom.job.ExitCode;

/**
 * The sum of a validation.
 *
 * @param jobProblems how many problems are the job's or the whole manifest's; more than none, and rows may be unread
 * @param rows how many rows were read
 * @param invalid how many of them a run would reject
 * @param warnings how many warnings there are, about the job, a row or an address
 * @param urls what became of the image addresses, if they were checked
 */
public record ValidationSummary(long jobProblems, long rows, long invalid, long warnings, CheckedUrls urls) {

    /** Returns the sum of a job that was refused, before any row was read. */
    public static ValidationSummary ofJob(long problems, long warnings) {
        return new ValidationSummary(problems, 0, 0, warnings, CheckedUrls.NONE);
    }

    long valid() {
        return rows - invalid;
    }

    public int exitCode() {
        return jobProblems + invalid + urls.unreachable() == 0 ? ExitCode.FINISHED : ExitCode.USAGE;
    }
}
