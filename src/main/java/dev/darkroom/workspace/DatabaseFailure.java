package dev.darkroom.workspace;

import dev.darkroom.io.FailureText;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

/** Tells a database that cannot be reached now from one that will not have this user. */
public final class DatabaseFailure {

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String SHUTTING_DOWN = "57P";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private DatabaseFailure() {}

    /** Returns whether something failed since the database could not be reached, or is shut down, or starting. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                if (saysAway(refused.getSQLState())) {
                    return true;
                }
            } else if (cause instanceof SQLTransientConnectionException
                    || cause instanceof SQLNonTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    private static boolean saysAway(String state) {
        return state.startsWith(CONNECTION_EXCEPTION)
                || state.startsWith(SHUTTING_DOWN)
                || state.equals(TOO_MANY_CONNECTIONS);
    }

    /**
     * Makes the exception of a database that could not be opened.
     *
     * @return a {@link DatabaseAwayException} if it may be there later, else a {@link WorkspaceException}
     */
    public static RuntimeException of(PostgresAddress address, Throwable why) {
        Throwable root = why;
        while (root.getCause() != null && !(root instanceof SQLException known && known.getSQLState() != null)) {
            root = root.getCause();
        }
        String message = "the database " + address.shown() + " ";
        if (isAway(why)) {
            return new DatabaseAwayException(
                    message + "cannot be reached: " + FailureText.of(root)
                            + ". Nothing was sent. The same command goes on once it can be reached; its address is"
                            + " DARKROOM_DB",
                    why);
        }
        return new WorkspaceException(message + "cannot be used: " + FailureText.of(root)
                + ". Look at DARKROOM_DB, and at DARKROOM_DB_PASSWORD or the file named by DARKROOM_DB_PASSWORD_FILE");
    }
}
