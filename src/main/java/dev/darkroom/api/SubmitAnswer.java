package dev.darkroom.api;

import dev.darkroom.errors.ErrorCode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a submit. */
public sealed interface SubmitAnswer {

    /** The service took it. */
    record Accepted(String requestId) implements SubmitAnswer {}

    /**
     * The service has too much to do (429); nothing was bought.
     *
     * @param retryAfter how long it asks us to wait, null if it does not say
     */
    record Throttled(@Nullable Duration retryAfter) implements SubmitAnswer {}

    /** The service refused this request for good; nothing was bought. */
    record Refused(String code, String words) implements SubmitAnswer {}

    /** The service refuses the account: no money, or a bad token; nothing was bought. */
    record AccountRefused(String code, String words) implements SubmitAnswer {}

    /** The request surely never left: no name, no connection, no TLS. */
    record NotSent(String words) implements SubmitAnswer {}

    /** It may have been accepted and billed, and nothing can tell. */
    record Unknown(String code, String words) implements SubmitAnswer {

        Unknown(ErrorCode code, String words) {
            this(code.code(), words);
        }
    }
}
