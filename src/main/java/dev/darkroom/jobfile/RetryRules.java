package dev.darkroom.jobfile;

import java.time.Duration;
import java.util.Objects;

/**
 * The job file's {@code retry}, for what costs nothing to ask again.
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
