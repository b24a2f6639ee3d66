package dev.darkroom.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A parsed answer to a poll of an accepted request. */
public sealed interface JobResponse {

    /** A request that waits in the queue. */
    record InQueue() implements JobResponse {}

    /** A request that is being worked on. */
    record InProgress() implements JobResponse {}

    /** A request that is done; only the result tells how it ended. */
    record RequestDone() implements JobResponse {}

    /** A request that succeeded, with at least one output. */
    record RequestSucceeded(
            List<String> outputUrls,
            @Nullable Instant finished,
            @Nullable BigDecimal cost) implements JobResponse {

        public RequestSucceeded {
            outputUrls = List.copyOf(outputUrls);
        }
    }

    /** A request that failed at the service. */
    record RequestFailed(
            String code,
            String message,
            @Nullable Instant finished,
            @Nullable BigDecimal cost) implements JobResponse {}

    /** A request that was cancelled before it began. */
    record RequestCancelled(String message) implements JobResponse {}

    /** A request that the service does not know. */
    record RequestGone(String code, String message) implements JobResponse {}

    /** An answer by which the service refuses the account. */
    record PollAccountRefused(String code, String message) implements JobResponse {}

    /** An answer to too many polls (429). */
    record PollThrottled(@Nullable Duration retryAfter) implements JobResponse {}

    /**
     * An answer that says nothing about the request, which runs on: a gateway's page, a lost connection, an unknown
     * word.
     *
     * @param lost whether the service itself seems away: a lost connection or a 5xx
     * @param permanent whether waiting does not help, such as where its name is unknown or its certificate not trusted
     */
    record JobUnclear(String message, boolean lost, boolean permanent) implements JobResponse {

        public JobUnclear(String message, boolean lost) {
            this(message, lost, false);
        }
    }
}
