package dev.darkroom.report;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does. */
final class PatientWait {

    private static final long PAUSE_NANOS = 5_000_000;

    private PatientWait() {}

    static void until(String what, Duration patience, WaitCondition condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!holds(what, condition)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited in vain: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static boolean holds(String what, WaitCondition condition) {
        try {
            return condition.holds();
        } catch (Exception e) {
            throw new IllegalStateException(what, e);
        }
    }

    @FunctionalInterface
    interface WaitCondition {

        boolean holds() throws Exception;
    }
}
