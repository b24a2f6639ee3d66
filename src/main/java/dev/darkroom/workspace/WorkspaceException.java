package dev.darkroom.workspace;

/**
 * Thrown if a workspace must not be used, and nothing of it was read. The message names it, says why, and what to do.
 */
public final class WorkspaceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WorkspaceException(String message) {
        super(message);
    }
}
