package dev.darkroom.job.maintenance;

import dev.darkroom.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;

/** Checks whether a request that a user names can be what a row became. */
public interface RequestCheck {

    /**
     * Returns if it can be, or if nobody can tell.
     *
     * @param job the job file of the row's run
     * @throws SettlementException if it cannot
     */
    void check(Workspace workspace, Path job, String requestId) throws IOException;
}
