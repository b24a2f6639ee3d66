package dev.darkroom.submit;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.api.ModelResponse;
import dev.darkroom.ledger.signals.RunSignals;
import dev.darkroom.ledger.signals.StopReason;
import dev.darkroom.pace.ServiceCircuitBreaker;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests a model before anything is submitted: a service that is away is waited for, and one that refuses the account
 * ends submitting before it began.
 */
final class ServiceProbe {

    private static final Logger log = LoggerFactory.getLogger(ServiceProbe.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

    /**
     * The number of times that the request for a model may fail while others are answered, before a run does without
     * it.
     */
    private static final int MAX_ILL = 3;

    private final ImageService service;
    private final RunSignals signals;
    private final ServiceCircuitBreaker circuitBreaker;
    private final Sleeper sleeper;
    private final List<SubmitGuard> guards;
    private boolean warned;

    /** @param guards that may end the waiting */
    ServiceProbe(
            ImageService service,
            RunSignals signals,
            ServiceCircuitBreaker circuitBreaker,
            List<SubmitGuard> guards,
            Sleeper sleeper) {
        this.guards = List.copyOf(guards);
        this.service = service;
        this.signals = signals;
        this.circuitBreaker = circuitBreaker;
        this.sleeper = sleeper;
    }

    /** Returns what the service says of the model; nothing if it says nothing usable, or if the run is to stop. */
    Optional<ModelInfo> of(String model) throws InterruptedException {
        for (int ill = 0; !signals.submitsStopped(); pause()) {
            ModelResponse response = service.model(model);
            if (!(response instanceof ModelResponse.ModelUnclear unclear && unclear.lost())) {
                circuitBreaker.answered();
                return heed(model, response);
            }
            if (!service.isThere(model)) {
                await(unclear);
                continue;
            }
            circuitBreaker.answered();
            ill++;
            if (ill >= MAX_ILL) {
                return heed(model, response);
            }
        }
        return Optional.empty();
    }

    /** Stops the run if a guard lets nothing be submitted any more, whatever the service says. */
    void stopIfOverdue() {
        guards.stream()
                .map(SubmitGuard::overdue)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(stop -> signals.stop(stop.reason(), stop.message()));
    }

    private void await(ModelResponse.ModelUnclear unclear) {
        if (!warned) {
            warned = true;
            log.warn("the service is away, waiting for it: {}", unclear.message());
        }
        if (unclear.permanent()) {
            circuitBreaker.lostForGood(unclear.message());
        } else {
            circuitBreaker.lost();
        }
        if (circuitBreaker.isAwayTooLong()) {
            String cause = unclear.permanent() ? "" : ": " + unclear.message();
            signals.stop(StopReason.OUTAGE, circuitBreaker.awayTooLongMessage() + cause);
        }
    }

    private Optional<ModelInfo> heed(String model, ModelResponse response) {
        if (response instanceof ModelResponse.ModelKnown known) {
            return Optional.of(known.info());
        }
        if (response instanceof ModelResponse.ModelAccountRefused no) {
            signals.stop(StopReason.ACCOUNT, AccountRefusal.message(no.code(), no.message()));
        } else if (response instanceof ModelResponse.ModelUnclear unclear) {
            log.warn("the service does not describe {}: {}", model, unclear.message());
        }
        return Optional.empty();
    }

    private void pause() throws InterruptedException {
        for (Duration left = ServiceCircuitBreaker.INTERVAL;
                !left.isZero() && !signals.submitsStopped();
                left = left.minus(POLL_INTERVAL)) {
            sleeper.sleep(POLL_INTERVAL);
            stopIfOverdue();
        }
    }
}
