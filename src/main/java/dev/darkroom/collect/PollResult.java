package dev.darkroom.collect;

import java.time.Duration;
import java.util.Objects;

/**
 * The next step for a request after it was polled.
 *
 * @param kind whether it is polled again
 * @param pause before the next poll
 */
record PollResult(PollOutcome kind, Duration pause) {

    /** It has come to its end. */
    static final PollResult ENDED = new PollResult(PollOutcome.ENDED, Duration.ZERO);

    /** It can't be polled any more by this process; it stays as it is in the ledger. */
    static final PollResult GIVEN_UP = new PollResult(PollOutcome.GIVEN_UP, Duration.ZERO);

    PollResult {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(pause, "pause is null");
    }

    static PollResult in(Duration pause) {
        return new PollResult(PollOutcome.AGAIN, pause);
    }

    enum PollOutcome {
        AGAIN,
        ENDED,
        GIVEN_UP
    }
}
