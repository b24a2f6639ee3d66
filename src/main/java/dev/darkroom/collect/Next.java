package dev.darkroom.collect;

import java.time.Duration;
import java.util.Objects;

/**
 * What happens to a request after it was asked for.
 *
 * @param kind whether it is asked for again
 * @param pause before it is
 */
record Next(Kind kind, Duration pause) {

    /** It has come to its end. */
    static final Next ENDED = new Next(Kind.ENDED, Duration.ZERO);

    /** It can't be asked for any more by this process; it stays as it is in the ledger. */
    static final Next GIVEN_UP = new Next(Kind.GIVEN_UP, Duration.ZERO);

    Next {
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(pause, "pause is null");
    }

    static Next in(Duration pause) {
        return new Next(Kind.AGAIN, pause);
    }

    enum Kind {
        AGAIN,
        ENDED,
        GIVEN_UP
    }
}
