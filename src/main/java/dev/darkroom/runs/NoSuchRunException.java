package dev.darkroom.runs;

import dev.darkroom.workspace.Workspace;

/** Thrown if there is no run of that name; the message says where it was searched for. */
public final class NoSuchRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSuchRunException(String message) {
        super(message);
    }

    /** The exception for a workspace without runs. */
    static NoSuchRunException anyIn(Workspace workspace) {
        return new NoSuchRunException("there is no run in the workspace " + workspace.shown() + elsewhere(workspace));
    }

    /**
     * The exception for a run that is not there.
     *
     * @param instead a sentence about one there is, without its full stop; empty if there is none
     */
    static NoSuchRunException in(Workspace workspace, String wanted, String instead) {
        return new NoSuchRunException("there is no run " + wanted + " in the workspace " + workspace.shown()
                + (instead.isEmpty() ? "" : ". " + instead) + elsewhere(workspace));
    }

    private static String elsewhere(Workspace workspace) {
        return ". To look in another workspace, set " + (workspace.isShared() ? "DARKROOM_DB" : "DARKROOM_HOME")
                + " to it";
    }
}
