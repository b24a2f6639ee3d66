package dev.darkroom.job.maintenance;

import dev.darkroom.workspace.Workspace;
import java.io.IOException;

/** Checks whether a request that a user names can be what a row became. */
public interface RequestCheck {

    /**
     * Returns if it can be, or if nobody can tell.
     *
     * @param run the row's run
     * @throws SettlementException if it cannot
     */
    void check(Workspace workspace, String run, String requestId) throws IOException;
}
