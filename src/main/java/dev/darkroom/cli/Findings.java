package dev.darkroom.cli;

import dev.darkroom.manifest.Problem;

/** Where validation says what it finds, as it finds it. Used by one thread. */
interface Findings {

    /** Something in the job file or the manifest as a whole. */
    void ofJob(Problem problem);

    /** Something in one row. */
    void ofRow(Problem problem);

    /** Called once, at the end. */
    void end(Verdict verdict);
}
