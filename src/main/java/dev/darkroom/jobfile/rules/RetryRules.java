package dev.darkroom.jobfile.rules;

import java.time.Duration;
import java.util.Objects;

/**
 * The job file's {@code retry}, for free calls.
 *
 * @param attempts how often in all, at least 1
 * @param backoffFrom the first pause
 * @param backoffTo the longest pause
 */
public record RetryRules(int attempts, Duration backoffFrom, Duration backoffTo) {

    public RetryRules {
        Objects.requireNonNull(backoffFrom, "backoffFrom is null");
        Objects.requireNonNull(backoffTo, "backoffTo is null");
    }
}
