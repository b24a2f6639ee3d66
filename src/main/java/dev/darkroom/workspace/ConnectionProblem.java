package dev.darkroom.workspace;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Says in plain words why a database could not be connected with. It is told by states, by kinds of exceptions and by where
 * they were thrown: what the driver says is in the language of the system.
 *
 * @param what as the end of a sentence that begins with the database
 * @param remedy what to look at, as a sentence without what names the address
 * @param isSetting whether waiting does not mend it
 */
record ConnectionProblem(String what, String remedy, boolean isSetting) {

    private static final String TLS = "Look at sslmode, sslrootcert, sslcert and sslkey in";
    private static final String ADDRESS = "Its address is that of";
    private static final String PASSWORD =
            "Look at DARKROOM_DB_PASSWORD, or the file named by DARKROOM_DB_PASSWORD_FILE, and at the user in";

    private static final String REFUSED_BY_DRIVER = "08004";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String STARTING_OR_STOPPING = "57P03";

    private static final String DRIVER = "org.postgresql.Driver";
    private static final String DRIVER_SEARCH = "java.sql.DriverManager";
    private static final String TLS_OF_DRIVER = "org.postgresql.ssl.";
    private static final int MAX_CAUSES = 20;

    /** Finds out what is wrong; empty if only the driver's or the server's own words can say it. */
    static Optional<ConnectionProblem> of(Throwable failure) {
        Optional<SQLException> refusal = first(failure, SQLException.class);
        if (refusal.isEmpty() || isThrownIn(refusal.get(), DRIVER) || isThrownIn(refusal.get(), DRIVER_SEARCH)) {
            return Optional.of(
                    setting(
                            "its address cannot be read",
                            "One is jdbc:postgresql://host:5432/database?user=name, with the settings of PostgreSQL's driver. Look at"));
        }
        return ofTls(failure, refusal.get())
                .or(() -> ofServer(refusal.get()))
                .or(() -> ofWay(failure).map(what -> new ConnectionProblem(what, ADDRESS, false)));
    }

    private static ConnectionProblem setting(String what, String remedy) {
        return new ConnectionProblem(what, remedy, true);
    }

    private static Optional<ConnectionProblem> ofTls(Throwable failure, SQLException refusal) {
        if (has(failure, CertificateExpiredException.class) || has(failure, CertificateNotYetValidException.class)) {
            return Optional.of(setting(
                    "its certificate has expired or is not valid yet",
                    "Renew it, or set this machine's clock. Its address is that of"));
        }
        if (has(failure, CertificateException.class)) {
            return Optional.of(setting("its certificate is not by a root that is trusted here", TLS));
        }
        if (!isThrownIn(refusal, TLS_OF_DRIVER) || isBrokenOff(failure)) {
            return Optional.empty();
        }
        Optional<FileNotFoundException> missing = first(failure, FileNotFoundException.class);
        if (missing.isPresent()) {
            return Optional.of(setting(
                    "a file for its certificate is missing: " + missing.get().getMessage(), TLS));
        }
        // Its host's name is compared last, and a difference is all that has no cause.
        return Optional.of(
                refusal.getCause() == null && isThrownIn(refusal, TLS_OF_DRIVER + "MakeSSL")
                        ? setting("its certificate is that of another host", TLS)
                        : setting("no encrypted connection can be made: " + DatabaseFailure.saidBy(refusal), TLS));
    }

    /** Returns whether a connection ended while it was being encrypted. */
    private static boolean isBrokenOff(Throwable failure) {
        return has(failure, SSLException.class)
                || has(failure, SocketException.class)
                || has(failure, InterruptedIOException.class)
                || has(failure, EOFException.class);
    }

    private static Optional<ConnectionProblem> ofServer(SQLException refusal) {
        String said = DatabaseFailure.saidBy(refusal);
        return switch (String.valueOf(refusal.getSQLState())) {
            case REFUSED_BY_DRIVER ->
                Optional.of(setting(
                        said,
                        "Set DARKROOM_DB_PASSWORD, or DARKROOM_DB_PASSWORD_FILE, if it is about a password; if it is about"
                                + " SSL, look at sslmode in"));
            case WRONG_PASSWORD -> Optional.of(setting("it refuses the password of this user", PASSWORD));
            case NO_SUCH_DATABASE ->
                Optional.of(setting("its server has no database of that name", "Make it there, or name another in"));
            case TOO_MANY_CONNECTIONS ->
                Optional.of(new ConnectionProblem(
                        "its server has as many connections as max_connections allows", ADDRESS, false));
            case STARTING_OR_STOPPING ->
                Optional.of(new ConnectionProblem("its server is starting or shutting down", ADDRESS, false));
            default -> Optional.empty();
        };
    }

    /** Says why the server was not reached; empty if it was, or nothing tells why. */
    static Optional<String> ofWay(Throwable failure) {
        if (has(failure, UnknownHostException.class)) {
            return Optional.of("the name of its host is not known to this machine's name server");
        }
        if (has(failure, SocketTimeoutException.class) || isTimedOut(failure)) {
            return Optional.of("its host does not answer in time");
        }
        if (has(failure, NoRouteToHostException.class)) {
            return Optional.of("there is no way to its host from this machine");
        }
        if (has(failure, ConnectException.class)) {
            return Optional.of("its host refuses connections at that port, where no server listens");
        }
        return Optional.empty();
    }

    private static boolean isTimedOut(Throwable failure) {
        return first(failure, ConnectException.class)
                .map(refused -> String.valueOf(refused.getMessage()))
                .filter(message -> message.toLowerCase(Locale.ROOT).contains("timed out"))
                .isPresent();
    }

    private static boolean isThrownIn(Throwable failure, String place) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith(place);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        return first(failure, kind).isPresent();
    }

    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst();
    }
}
