package dev.darkroom.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/**
 * Says in plain words what Java, its libraries and the operating system tell in their own: what went wrong, where, and
 * what to do. The one place that knows those words; all that is printed of an exception that is not ours goes through
 * here.
 */
public final class FailureText {

    private static final String OURS = "dev.darkroom.";

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
        return CauseChain.of(failure)
                .map(cause -> CallFailureText.of(cause, host).or(() -> sentence(cause)))
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
        return CauseChain.of(failure).anyMatch(CallFailureText::isPermanent);
    }

    /** Returns whether it is one of the database, and the message can do no more than quote what that says. */
    public static boolean isUnexplained(Throwable failure) {
        return CauseChain.of(failure)
                .anyMatch(cause -> cause instanceof SQLException refused && !DatabaseFailureText.isKnown(refused));
    }

    /** Returns the message for a failure that is ours, or whose words are known; empty for a defect. */
    public static Optional<String> known(Throwable failure) {
        return CauseChain.of(failure)
                .map(FailureText::sentence)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> sentence(Throwable cause) {
        if (isOurs(cause)) {
            return Optional.of(String.valueOf(cause.getMessage()));
        }
        Optional<String> file = FileFailureText.of(cause);
        if (file.isPresent()) {
            return file;
        }
        if (cause instanceof CharacterCodingException) {
            return Optional.of("a text is not UTF-8. Save it as UTF-8");
        }
        if (cause instanceof SQLException refused) {
            return Optional.of(DatabaseFailureText.of(refused));
        }
        if (cause instanceof OutOfMemoryError) {
            return Optional.of("the memory that Java may use is used up. Give it more, such as 2 GB by"
                    + " JAVA_TOOL_OPTIONS=-Xmx2g, or lower download.concurrency");
        }
        return CallFailureText.of(cause, null);
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
}
