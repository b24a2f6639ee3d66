package dev.darkroom.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what Java, its libraries and the operating system tell in their own: what went wrong, where, and
 * what to do. The one place that knows those words; all that is printed of an exception that is not ours goes through
 * here.
 */
public final class FailureText {

    /** The remedy for a certificate that is not trusted. */
    static final String TRUST =
            "If a proxy or your company signs it, put its certificate into a Java trust store and name"
                    + " that by JAVA_TOOL_OPTIONS=-Djavax.net.ssl.trustStore=FILE";

    private static final int MAX_CAUSES = 20;
    private static final String OURS = "dev.darkroom.";

    private static final Pattern DATABASE_ADDRESS = Pattern.compile("jdbc:h2:(?:\\w+:)?[^;\"'\\s]*[^\"'\\s]*");
    private static final Pattern STATEMENT = Pattern.compile("; SQL statement:.*", Pattern.DOTALL);
    private static final Pattern DATABASE_CODE = Pattern.compile("\\s*\\[\\d+-\\d+]$");
    private static final Pattern PARSER_OPTION =
            Pattern.compile("\\s*\\([^()]*(?:`[A-Za-z]+\\.[A-Z_]+`|[A-Z]+(?:_[A-Z]+)+)[^()]*\\)");
    private static final Pattern PARSER_HINT =
            Pattern.compile(": enable `[^`]+` to allow|, from `[^`]+`|Source: REDACTED; ");

    private static final int DATABASE_IN_USE = 90020;
    private static final int DATABASE_CORRUPTED = 90030;
    private static final int DATABASE_VERSION = 90048;

    private FailureText() {}

    /** Returns the message for a failure whatever it is. */
    public static String of(Throwable failure) {
        return known(failure).orElseGet(() -> unforeseen(failure));
    }

    /**
     * Returns the message for a failure to reach a host.
     *
     * @param host the host as the user knows it, or what it is
     */
    public static String ofCall(Throwable failure, String host) {
        return causes(failure)
                .map(cause -> call(cause, host).or(() -> sentence(cause)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> failure instanceof IOException
                        ? "the connection to " + host + " broke before its answer was whole"
                        : of(failure));
    }

    /**
     * Returns whether waiting does not help against a failure to reach a host: its name is unknown, or its certificate
     * is not trusted.
     */
    public static boolean isPermanent(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof CertificateException
                        || cause instanceof UnknownHostException
                        || cause instanceof UnresolvedAddressException
                        || (cause instanceof SSLException && says(cause, "PKIX")));
    }

    /** Returns the message for a failure that is ours, or whose words are known; empty for a defect. */
    public static Optional<String> known(Throwable failure) {
        return causes(failure)
                .map(FailureText::sentence)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Returns a parser's message without the names of its settings, which are no user's to set. */
    public static String ofParser(String message) {
        String first = message.lines().findFirst().orElse("");
        return PARSER_HINT
                .matcher(PARSER_OPTION.matcher(first).replaceAll(""))
                .replaceAll("")
                .strip();
    }

    private static Optional<String> sentence(Throwable cause) {
        if (isOurs(cause)) {
            return Optional.of(String.valueOf(cause.getMessage()));
        }
        if (cause instanceof FileSystemException refused) {
            return Optional.of(file(refused));
        }
        if (cause instanceof FileNotFoundException) {
            return Optional.of(
                    "a file cannot be opened: " + cause.getMessage() + ". Check its path and its permissions");
        }
        if (cause instanceof InvalidPathException bad) {
            return Optional.of("'" + bad.getInput() + "' cannot be the name of a file here. Change it; under cron set"
                    + " LANG=C.UTF-8, without which names have no letters beyond ASCII");
        }
        if (cause instanceof CharacterCodingException) {
            return Optional.of("a text is not UTF-8. Save it as UTF-8");
        }
        if (cause instanceof SQLException refused) {
            return Optional.of(database(refused));
        }
        if (cause instanceof OutOfMemoryError) {
            return Optional.of("the memory that Java may use is used up. Give it more, such as 2 GB by"
                    + " JAVA_TOOL_OPTIONS=-Xmx2g, or lower download.concurrency");
        }
        return call(cause, null);
    }

    /** Returns whether the message was written by this program; that of a mere wrapper quotes its cause. */
    private static boolean isOurs(Throwable cause) {
        String message = cause.getMessage();
        if (message == null
                || (cause.getCause() != null && message.equals(cause.getCause().toString()))) {
            return false;
        }
        StackTraceElement[] trace = cause.getStackTrace();
        boolean thrownHere = trace.length > 0 && trace[0].getClassName().startsWith(OURS);
        return cause.getClass().getName().startsWith(OURS) || (cause.getClass() == IOException.class && thrownHere);
    }

    private static String file(FileSystemException refused) {
        String file = refused.getFile() == null ? "a file" : refused.getFile();
        String reason = refused.getReason() == null ? "" : refused.getReason();
        if (refused instanceof AccessDeniedException || reason.equals("Permission denied")) {
            return file + " may not be read or written by this user. Change its owner or mode, or start as the user it"
                    + " belongs to";
        }
        if (refused instanceof NoSuchFileException && !isDangling(file)) {
            return file
                    + " is not there. Check the path; it may have been moved or deleted, or its disk is not mounted";
        }
        if (isDangling(file)) {
            return file + " is a link to what is not there. Mount the disk it leads to, or remove the link";
        }
        if (refused instanceof FileAlreadyExistsException || refused instanceof NotDirectoryException) {
            return file + " is a file where a folder is needed. Move it away, or name another folder";
        }
        if (refused instanceof FileSystemLoopException || reason.startsWith("Too many levels of symbolic links")) {
            return file + " is a link that leads back to itself. Remove the link";
        }
        return switch (reason) {
            case "Not a directory" -> file + " lies below a file, not a folder. Name another folder";
            case "Is a directory" -> file + " is a folder where a file is needed. Move it away, or name another file";
            case "Read-only file system" ->
                file + " lies on a disk that is mounted read-only. Name a folder on another, or mount it for writing";
            case "File name too long" -> file + " has a name that is too long here. Shorten it";
            case "Operation not permitted" ->
                file + " may not be changed by this user. Change its owner, or start as the user it belongs to";
            case "Too many open files" ->
                file + " cannot be opened: this process has too many files open. Raise the limit (ulimit -n)";
            case "Input/output error", "Stale file handle" ->
                file + " cannot be read or written: its disk or network drive fails (" + reason
                        + "). Check the disk, then start the same command again";
            default ->
                file + " cannot be used" + (reason.isEmpty() ? "" : " (" + reason + ")")
                        + ". Check the path, its permissions and its disk";
        };
    }

    private static boolean isDangling(String file) {
        try {
            Path path = Path.of(file);
            return Files.isSymbolicLink(path) && Files.notExists(path);
        } catch (InvalidPathException noPath) {
            return false;
        }
    }

    private static String database(SQLException refused) {
        return switch (refused.getErrorCode()) {
            case DATABASE_IN_USE ->
                "the ledger is open in another program. End that, such as a database tool, then start the same command"
                        + " again";
            case DATABASE_CORRUPTED, DATABASE_VERSION ->
                "the ledger's file is damaged. Restore it by: darkroom resume --rebuild";
            default -> "the ledger's database says: " + databaseWords(String.valueOf(refused.getMessage()));
        };
    }

    private static String databaseWords(String message) {
        String plain = STATEMENT.matcher(message).replaceAll("");
        return DATABASE_CODE
                .matcher(DATABASE_ADDRESS.matcher(plain).replaceAll("the ledger's file"))
                .replaceAll("");
    }

    private static Optional<String> call(Throwable cause, @Nullable String host) {
        String there = host == null ? "the host" : host;
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            String name = host == null && cause.getMessage() != null ? hostOf(cause.getMessage()) : there;
            return Optional.of("the name of " + name
                    + " is not known to this machine's name server. Check the address, the network and HTTPS_PROXY");
        }
        if (cause instanceof SSLException || cause instanceof CertificateException) {
            return certificate(cause, there);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof SocketTimeoutException) {
            return Optional.of(there + " did not answer in time. Check the network and HTTPS_PROXY");
        }
        if (cause instanceof NoRouteToHostException || says(cause, "Network is unreachable")) {
            return Optional.of("there is no way to " + there + " from this machine. Check the network and HTTPS_PROXY");
        }
        if (cause instanceof ConnectException && cause.getCause() != null) {
            // An unknown name is told by the cause alone.
            Optional<String> inner = call(cause.getCause(), host);
            if (inner.isPresent()) {
                return inner;
            }
        }
        if (cause instanceof ConnectException) {
            return Optional.of("no connection to " + there + ". Check the address, the network and HTTPS_PROXY");
        }
        if (cause instanceof SocketException) {
            return Optional.of("the connection to " + there + " broke");
        }
        return Optional.empty();
    }

    private static Optional<String> certificate(Throwable failure, String host) {
        String its = "the certificate of " + host;
        if (causes(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
            return Optional.of(its + " has expired, or this machine's clock is wrong. Check the clock");
        }
        if (causes(failure).anyMatch(CertificateNotYetValidException.class::isInstance)) {
            return Optional.of(its + " is not valid yet, or this machine's clock is wrong. Check the clock");
        }
        if (says(failure, "No subject alternative") || says(failure, "No name matching")) {
            return Optional.of(its + " is that of another host. Check the address, and what stands between");
        }
        if (says(failure, "PKIX") || says(failure, "certif") || failure instanceof CertificateException) {
            return Optional.of(its + " is not trusted here. " + TRUST);
        }
        if (says(failure, "Unsupported or unrecognized SSL message") || says(failure, "plaintext connection")) {
            return Optional.of(host + " speaks no https at this address. Check its scheme and port");
        }
        return Optional.of(
                "no secure connection to " + host + " could be made. Check the address, and what stands between");
    }

    private static String hostOf(String message) {
        return message.split(": ", 2)[0];
    }

    private static boolean says(Throwable failure, String words) {
        return failure.getMessage() != null && failure.getMessage().contains(words);
    }

    /** Returns what a defect says of itself: its kind tells whoever mends it more than the message. */
    private static String unforeseen(Throwable failure) {
        Throwable shown = wraps(failure) && failure.getCause() != null ? failure.getCause() : failure;
        String kind = shown.getClass().getSimpleName();
        String message = shown.getMessage();
        return message == null || message.isBlank() ? kind : kind + ": " + message;
    }

    private static boolean wraps(Throwable failure) {
        return failure instanceof UncheckedIOException
                || failure instanceof ExecutionException
                || (failure instanceof IOException && failure.getMessage() == null);
    }

    /** Lists the failure and its causes, the outermost first. */
    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
