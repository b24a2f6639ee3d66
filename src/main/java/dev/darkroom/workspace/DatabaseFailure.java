package dev.darkroom.workspace;

import dev.darkroom.io.FailureText;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Tells a database that cannot be reached now from one that will not have this user. */
public final class DatabaseFailure {

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String SHUTTING_DOWN = "57P";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private static final Pattern FULL_STOP = Pattern.compile("\\.+$");

    private DatabaseFailure() {}

    /** Returns whether something failed since the database could not be reached, or is shut down, or starting. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // Server and driver name a state; what names none is the pool, of a connection that is closed.
            if (cause instanceof SQLException refused
                    && (refused.getSQLState() == null || saysAway(refused.getSQLState()))) {
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

    /** Returns what the driver says of a failure; what it failed of in turn is told as if it were a call of the service. */
    public static String message(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(told instanceof SQLException)) {
                told = cause;
            }
        }
        String message = told instanceof SQLException ? String.valueOf(told.getMessage()) : FailureText.of(told);
        return FULL_STOP.matcher(message.strip()).replaceAll("");
    }

    /**
     * Makes the exception of a database that could not be opened.
     *
     * @return a {@link DatabaseAwayException} if it may be there later, else a {@link WorkspaceException}
     */
    public static RuntimeException of(PostgresAddress address, Throwable why) {
        String message = "the database " + address.shown() + " ";
        if (isAway(why)) {
            return new DatabaseAwayException(
                    message + "cannot be reached: " + message(why)
                            + ". Nothing was sent. The same command goes on once it can be reached; its address is that of "
                            + address.source(),
                    why);
        }
        return new WorkspaceException(message + "cannot be used: " + message(why) + ". Look at " + address.source()
                + ", and at DARKROOM_DB_PASSWORD or the file named by DARKROOM_DB_PASSWORD_FILE");
    }
}
