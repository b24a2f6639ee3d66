package dev.darkroom.monitoring;

import dev.darkroom.io.FailureText;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Says why a webhook could not be reached, in a message that holds nothing of its address. */
final class WebhookFailure {

    private static final int REDIRECTS = 3;

    private WebhookFailure() {}

    static String of(int status) {
        return status / 100 == REDIRECTS
                ? "it redirects (" + status + "), which is not followed"
                : "it answered " + status;
    }

    /** @param message what the server said of it, empty if it said nothing */
    static String of(int status, String message) {
        return message.isEmpty() || message.startsWith("<") ? of(status) : of(status) + ": " + message;
    }

    /** @param waited for the answer */
    public static String of(Duration waited) {
        boolean whole = waited.toMillisPart() == 0;
        return "no answer in " + (whole ? waited.toSeconds() + " s" : waited.toMillis() + " ms");
    }

    public static String of(IOException lost) {
        if (isCausedBy(lost, UnresolvedAddressException.class)) {
            return "no connection, its name is not known";
        }
        if (isCausedBy(lost, SSLException.class)) {
            return "no secure connection: " + FailureText.ofCall(lost, "its server");
        }
        return isCausedBy(lost, ConnectException.class)
                ? "no connection"
                : "the connection was lost before it answered";
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
