package dev.darkroom.workspace;

import dev.darkroom.io.FailureText;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** Tells a database that cannot be reached now from one that will not have this user. */
public final class DatabaseFailure {

    private static final String CONNECTION_EXCEPTION = "08";
    private static final String SHUTTING_DOWN = "57P";
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private static final String UNEXPLAINED =
            "Look at DARKROOM_DB_PASSWORD, or the file named by DARKROOM_DB_PASSWORD_FILE, and at";

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

    /**
     * Returns why the database failed: in plain words if it could not be reached, else in the driver's. What it failed of in
     * turn is told as if it were a call of the service.
     */
    public static String message(Throwable failure) {
        return ConnectionProblem.ofWay(failure).orElseGet(() -> driversMessage(failure));
    }

    private static String driversMessage(Throwable failure) {
        Throwable told = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || !(told instanceof SQLException)) {
                told = cause;
            }
        }
        if (!(told instanceof SQLException refused)) {
            return withoutFullStop(FailureText.of(told));
        }
        // What names no state is the pool, whose words tell of its own parts.
        return refused.getSQLState() == null ? "its connections are closed" : saidBy(refused);
    }

    /** Returns the driver's own words, or the server's. */
    static String saidBy(SQLException refused) {
        return withoutFullStop(String.valueOf(refused.getMessage()));
    }

    private static String withoutFullStop(String message) {
        return FULL_STOP.matcher(message.strip()).replaceAll("");
    }

    /**
     * Makes the exception of a database that could not be opened.
     *
     * @return a {@link DatabaseAwayException} if it may be there later, else a {@link WorkspaceException}
     */
    public static RuntimeException of(PostgresAddress address, Throwable why) {
        ConnectionProblem problem = ConnectionProblem.of(why)
                .orElseGet(() -> new ConnectionProblem(message(why), UNEXPLAINED, !isAway(why)));
        String message = "the database " + address.shown() + " ";
        return problem.isSetting()
                ? new WorkspaceException(message + "cannot be used: " + problem.what() + ". " + problem.remedy() + " "
                        + address.source())
                : new DatabaseAwayException(
                        message + "cannot be reached: " + problem.what()
                                + ". Nothing was sent. The same command goes on once it can be reached. "
                                + problem.remedy()
                                + " " + address.source(),
                        why);
    }
}
