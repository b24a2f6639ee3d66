package dev.darkroom.cli.validation;

import dev.darkroom.job.ExitCode;
import java.util.Map;

/**
 * The sum of a validation.
 *
 * @param jobProblems how many problems are the job's or the whole manifest's; more than none, and rows may be unread
 * @param rows how many rows were read
 * @param invalid how many of them a run would reject
 * @param warnings how many warnings there are, about the job, a row or an address
 * @param urls what became of the image addresses, if they were checked
 * @param traits how many sources are out of the ordinary, by how
 */
public record ValidationSummary(
        long jobProblems, long rows, long invalid, long warnings, CheckedUrls urls, Map<String, Long> traits) {

    /** Returns the sum of a job that was refused, before any row was read. */
    public static ValidationSummary ofJob(long problems, long warnings) {
        return new ValidationSummary(problems, 0, 0, warnings, CheckedUrls.NONE, Map.of());
    }

    long valid() {
        return rows - invalid;
    }

    public int exitCode() {
        return jobProblems + invalid + urls.unreachable() == 0 ? ExitCode.FINISHED : ExitCode.USAGE;
    }
}
