package dev.darkroom.jobfile.rules;

import dev.darkroom.pace.CallRate;
import java.util.Objects;

/**
 * The job file's {@code submit}.
 *
 * @param rate the most that are submitted in a time
 * @param maxInFlight how many may be at the service at once
 */
public record SubmitRules(CallRate rate, int maxInFlight) {

    public SubmitRules {
        Objects.requireNonNull(rate, "rate is null");
    }
}
