package dev.darkroom.submit;

import dev.darkroom.api.AccountRefusal;
import dev.darkroom.api.ImageService;
import dev.darkroom.api.ModelAnswer;
import dev.darkroom.api.ModelInfo;
import dev.darkroom.ledger.RunSignals;
import dev.darkroom.ledger.StopReason;
import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for a model before anything is bought: a service that is away is waited for, and one that refuses the account
 * ends the buying before it began.
 */
final class FirstWord {

    private static final Logger log = LoggerFactory.getLogger(FirstWord.class);
    private static final Duration GLANCE = Duration.ofMillis(200);

    /** So often the question for a model may fail while others are answered, before a run does without it. */
    private static final int MOST_ILL = 3;

    private final ImageService service;
    private final RunSignals signals;
    private final Breaker breaker;
    private final Sleeper sleeper;
    private final List<Brake> brakes;
    private boolean told;

    /** @param brakes that may end the waiting */
    FirstWord(ImageService service, RunSignals signals, Breaker breaker, List<Brake> brakes, Sleeper sleeper) {
        this.brakes = List.copyOf(brakes);
        this.service = service;
        this.signals = signals;
        this.breaker = breaker;
        this.sleeper = sleeper;
    }

    /** What the service says of the model; nothing if it says nothing usable, or if the run is to stop. */
    Optional<ModelInfo> of(String model) throws InterruptedException {
        for (int ill = 0; !signals.noMoreSubmits(); pause()) {
            ModelAnswer answer = service.model(model);
            if (!(answer instanceof ModelAnswer.Unclear unclear && unclear.lost())) {
                breaker.answered();
                return heed(model, answer);
            }
            if (!service.isThere(model)) {
                await(unclear);
                continue;
            }
            breaker.answered();
            ill++;
            if (ill >= MOST_ILL) {
                return heed(model, answer);
            }
        }
        return Optional.empty();
    }

    private void await(ModelAnswer.Unclear unclear) {
        if (!told) {
            told = true;
            log.warn("the service is away, waiting for it: {}", unclear.words());
        }
        breaker.lost();
        if (breaker.tooLong()) {
            signals.stop(StopReason.OUTAGE, breaker.awayTooLong() + ": " + unclear.words());
        }
    }

    private Optional<ModelInfo> heed(String model, ModelAnswer answer) {
        if (answer instanceof ModelAnswer.Known known) {
            return Optional.of(known.info());
        }
        if (answer instanceof ModelAnswer.AccountRefused no) {
            signals.stop(StopReason.ACCOUNT, AccountRefusal.told(no.code(), no.words()));
        } else if (answer instanceof ModelAnswer.Unclear unclear) {
            log.warn("the service does not describe {}: {}", model, unclear.words());
        }
        return Optional.empty();
    }

    private void pause() throws InterruptedException {
        for (Duration left = Breaker.INTERVAL; !left.isZero() && !signals.noMoreSubmits(); left = left.minus(GLANCE)) {
            sleeper.sleep(GLANCE);
            brakes.stream()
                    .map(Brake::overdue)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .ifPresent(stop -> signals.stop(stop.reason(), stop.words()));
        }
    }
}
