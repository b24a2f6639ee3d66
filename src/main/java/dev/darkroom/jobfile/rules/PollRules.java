package dev.darkroom.jobfile.rules;

import java.time.Duration;
import java.util.Objects;

/**
 * The job file's {@code poll}.
 *
 * @param queueTimeout how long a request may wait at the service before it is cancelled
 * @param runTimeout how long the service may work on it before Darkroom stops polling
 */
public record PollRules(Duration queueTimeout, Duration runTimeout) {

    public PollRules {
        Objects.requireNonNull(queueTimeout, "queueTimeout is null");
        Objects.requireNonNull(runTimeout, "runTimeout is null");
    }
}
