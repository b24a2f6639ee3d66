package dev.darkroom.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the service says of a request it took. */
public sealed interface JobAnswer {

    /** It waits for its turn. */
    record InQueue() implements JobAnswer {}

    /** It is being worked on. */
    record InProgress() implements JobAnswer {}

    /** It is done; only the result tells how it ended. */
    record Done() implements JobAnswer {}

    /** It succeeded, with at least one output. */
    record Succeeded(
            List<String> outputUrls,
            @Nullable Instant finished,
            @Nullable BigDecimal cost) implements JobAnswer {

        public Succeeded {
            outputUrls = List.copyOf(outputUrls);
        }
    }

    /** It failed at the service. */
    record Failed(
            String code,
            String words,
            @Nullable Instant finished,
            @Nullable BigDecimal cost) implements JobAnswer {}

    /** It was cancelled before it began. */
    record Cancelled(String words) implements JobAnswer {}

    /** The service does not know it. */
    record Gone(String code, String words) implements JobAnswer {}

    /** The service refuses the account. */
    record AccountRefused(String code, String words) implements JobAnswer {}

    /** Too many questions (429). */
    record Throttled(@Nullable Duration retryAfter) implements JobAnswer {}

    /**
     * The answer says nothing about the request, which runs on: a gateway's page, a lost connection, an unknown word.
     *
     * @param lost whether the service itself seems away: a lost connection or a 5xx
     */
    record Unclear(String words, boolean lost) implements JobAnswer {}
}
