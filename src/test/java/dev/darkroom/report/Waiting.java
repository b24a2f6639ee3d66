package dev.darkroom.report;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class Waiting {

    private static final long PAUSE_NANOS = 5_000_000;

    private Waiting() {}

    static void until(String what, Duration patience, Condition condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited in vain: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean holds(String what, Condition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    @FunctionalInterface
    interface Condition {

        boolean holds() throws Exception;
    }
}
