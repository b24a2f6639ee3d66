package dev.darkroom.cli.validation;

import dev.darkroom.job.ExitCode;

/**
 * The sum of a validation.
 *
 * @param jobProblems how many problems are the job's or the whole manifest's; more than none, and rows may be unread
 * @param rows how many rows were read
 * @param invalid how many of them a run would reject
 * @param warnings how many warnings there are, about the job or a row
 * @param unreachable how many image addresses gave no picture; 0 if none were checked
 * @param pictures how many image addresses gave what begins as a picture; 0 if none were checked
 */
public record ValidationSummary(
        long jobProblems, long rows, long invalid, long warnings, long unreachable, long pictures) {

    /** Returns the sum of both. */
    public ValidationSummary plus(ValidationSummary other) {
        return new ValidationSummary(
                jobProblems + other.jobProblems,
                rows + other.rows,
                invalid + other.invalid,
                warnings + other.warnings,
                unreachable + other.unreachable,
                pictures + other.pictures);
    }

    long valid() {
        return rows - invalid;
    }

    public int exitCode() {
        return jobProblems + invalid + unreachable == 0 ? ExitCode.FINISHED : ExitCode.USAGE;
    }
}
