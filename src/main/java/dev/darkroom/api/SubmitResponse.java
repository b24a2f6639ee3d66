package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The outcome of a submit. */
public sealed interface SubmitResponse {

    /** The service took it. */
    record RequestAccepted(String requestId) implements SubmitResponse {}

    /**
     * The service has too much to do (429); nothing was bought.
     *
     * @param retryAfter how long it asks us to wait, null if it does not say
     */
    record SubmitThrottled(@Nullable Duration retryAfter) implements SubmitResponse {}

    /** The service refused this request for good; nothing was bought. */
    record RequestRefused(String code, String message) implements SubmitResponse {}

    /** The service refuses the account: no money, or a bad token; nothing was bought. */
    record SubmitAccountRefused(String code, String message) implements SubmitResponse {}

    /** The request surely never left: no name, no connection, no TLS. */
    record NotSent(String message) implements SubmitResponse {}

    /** It may have been accepted and billed, and nothing can tell. */
    record OutcomeUnknown(String code, String message) implements SubmitResponse {

        OutcomeUnknown(ErrorCode code, String message) {
            this(code.code(), message);
        }
    }
}
