package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of a submit. */
public sealed interface SubmitResponse {

    /** A submit that the service took. */
    record RequestAccepted(String requestId) implements SubmitResponse {}

    /**
     * A submit for which the service has too much to do (429); nothing was purchased.
     *
     * @param retryAfter the pause it wants, null if it names none
     */
    record SubmitThrottled(@Nullable Duration retryAfter) implements SubmitResponse {}

    /** A submit that the service refused for good; nothing was purchased. */
    record RequestRefused(String code, String message) implements SubmitResponse {}

    /** A submit for which the service refuses the account: no money, or a bad token; nothing was purchased. */
    record SubmitAccountRefused(String code, String message) implements SubmitResponse {}

    /** A submit that surely never left: no name, no connection, no TLS. */
    record NotSent(String message) implements SubmitResponse {}

    /** A submit that may have been accepted and billed, and nothing can tell. */
    record OutcomeUnknown(String code, String message) implements SubmitResponse {

        OutcomeUnknown(ErrorCode code, String message) {
            this(code.code(), message);
        }
    }
}
