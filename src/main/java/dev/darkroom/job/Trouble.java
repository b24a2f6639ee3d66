package dev.darkroom.job;

import dev.darkroom.pace.Breaker;
import dev.darkroom.pace.Pace;
import org.jspecify.annotations.Nullable;

/** What holds a run up at the service, in the user's words. Thread-safe. */
final class Trouble {

    private final Breaker breaker;
    private final Pace submits;

    Trouble(Breaker breaker, Pace submits) {
        this.breaker = breaker;
        this.submits = submits;
    }

    /** Returns null if nothing does. */
    @Nullable
    String words() {
        String away = breaker.words();
        if (away != null) {
            return away;
        }
        return submits.lowered() ? "throttled to " + submits.perSecond().toPlainString() + "/s by the service" : null;
    }
}
