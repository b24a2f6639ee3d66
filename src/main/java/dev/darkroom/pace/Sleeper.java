package dev.darkroom.pace;

import java.time.Duration;

/** Waits; a test's own waits no real time. */
@FunctionalInterface
public interface Sleeper {

    void sleep(Duration time) throws InterruptedException;

    /** Returns the one that really waits. */
    static Sleeper real() {
        return time -> {
            if (!time.isNegative() && !time.isZero()) {
                Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
            }
        };
    }
}
