package dev.darkroom.monitoring;

import dev.darkroom.pace.CallRateLimiter;
import dev.darkroom.pace.ServiceCircuitBreaker;
import org.jspecify.annotations.Nullable;

/** Says for the user what holds a run up at the service. Thread-safe. */
public final class ServiceHealthText {

    private final ServiceCircuitBreaker circuitBreaker;
    private final CallRateLimiter submits;

    public ServiceHealthText(ServiceCircuitBreaker circuitBreaker, CallRateLimiter submits) {
        this.circuitBreaker = circuitBreaker;
        this.submits = submits;
    }

    /** Returns null if nothing does. */
    @Nullable
    public String message() {
        String away = circuitBreaker.message();
        if (away != null) {
            return away;
        }
        return submits.lowered() ? "throttled to " + submits.perSecond().toPlainString() + "/s by the service" : null;
    }
}
