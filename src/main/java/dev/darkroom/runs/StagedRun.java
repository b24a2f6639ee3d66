package dev.darkroom.runs;

import dev.darkroom.bucket.BucketLocation;
import dev.darkroom.ledger.runs.RunRecord;
import dev.darkroom.workspace.Workspace;

/** Finds the staging directory that a run with outputs in a bucket has on this host: another may have begun it. */
public final class StagedRun {

    private StagedRun() {}

    /** Returns the run with its output directory on this host. */
    public static RunRecord here(RunRecord run, Workspace workspace) {
        return BucketLocation.of(run.output())
                .map(location -> run.at(location.staging(
                        workspace.runFolder(run.id()).toAbsolutePath().normalize())))
                .orElse(run);
    }
}
