package dev.darkroom.pace;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Measures how long there has been no answer, from the first call that got none. Not thread-safe. */
final class OutageTimer {

    private final MonotonicClock clock;
    private final Duration limit;
    private @Nullable MonotonicTime since;

    /** @param limit how long it may last */
    OutageTimer(MonotonicClock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Begins to measure, unless it does. */
    void begin() {
        if (since == null) {
            since = clock.now();
        }
    }

    void end() {
        since = null;
    }

    boolean isRunning() {
        return since != null;
    }

    /** Returns whether it has lasted for longer than it may. */
    boolean isOver() {
        return passed().compareTo(limit) > 0;
    }

    /** Returns whether it has lasted for as long. */
    boolean hasLasted(Duration time) {
        return since != null && passed().compareTo(time) >= 0;
    }

    /** Returns for how long, such as {@code 12m5s}. */
    String time() {
        return shown(passed().truncatedTo(ChronoUnit.SECONDS));
    }

    private Duration passed() {
        return since == null ? Duration.ZERO : since.until(clock.now());
    }

    static String shown(Duration time) {
        return time.toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
