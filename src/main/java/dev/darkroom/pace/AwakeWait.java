package dev.darkroom.pace;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for a call that is under way, in slices, and counts these instead of the time: where the process stood still
 * meanwhile the answer may have come, and lies unread where nobody could read it.
 */
public final class AwakeWait {

    private static final Duration SLICE = Duration.ofMillis(500);

    /** The time for whoever reads the answer, if the process stood still in the last slice. */
    private static final Duration LAST = Duration.ofMillis(200);

    private AwakeWait() {}

    /**
     * Returns what the call brings.
     *
     * @throws TimeoutException if it brings nothing in so much time
     */
    public static <T> T get(Future<T> call, Duration most)
            throws InterruptedException, ExecutionException, TimeoutException {
        for (Duration left = most; left.compareTo(Duration.ZERO) > 0; left = left.minus(SLICE)) {
            Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
            try {
                return call.get(slice.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException notYet) {
                // The next slice begins.
            }
        }
        return call.get(LAST.toNanos(), TimeUnit.NANOSECONDS);
    }
}
