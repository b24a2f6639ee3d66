package dev.darkroom.cli.validation;

import dev.darkroom.manifest.InputProblem;

/** Where validation says what it finds, as it finds it. Used by one thread. */
public interface FindingReporter {

    /** Something in the job file or the manifest as a whole. */
    void ofJob(InputProblem problem);

    /** Something in one row. */
    void ofRow(InputProblem problem);

    /** Called once, at the end. */
    void end(ValidationSummary verdict);
}
