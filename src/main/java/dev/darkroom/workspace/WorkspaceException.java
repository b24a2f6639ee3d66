package dev.darkroom.workspace;

import dev.darkroom.io.DiskFull;
import dev.darkroom.io.FailureText;
import java.io.IOException;

/**
 * Thrown if a workspace must not be used, and nothing of it was read. The message names it, says why, and what to do.
 */
public final class WorkspaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkspaceException(String message) {
        super(message);
    }

    /**
     * Makes the exception of a workspace that cannot be read or written.
     *
     * @throws IOException the failure itself, if the disk is full: that is nothing of the workspace's
     */
    public static WorkspaceException unusable(Workspace workspace, IOException why) throws IOException {
        if (DiskFull.isCauseOf(why)) {
            throw why;
        }
        return new WorkspaceException("the workspace " + workspace.home() + " cannot be used: " + FailureText.of(why)
                + "; or name another workspace by DARKROOM_HOME");
    }
}
