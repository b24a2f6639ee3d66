package dev.darkroom.cli.validation;

import dev.darkroom.manifest.InputProblem;

/** Reports the findings of a validation, as it makes them. Used by one thread. */
public interface FindingReporter {

    /** Reports a finding in the job file or the manifest as a whole. */
    void ofJob(InputProblem problem);

    /** Reports a finding in one row. */
    void ofRow(InputProblem problem);

    /** Ends the report; called once. */
    void end(ValidationSummary verdict);
}
