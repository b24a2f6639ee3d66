package dev.darkroom.scenes;

import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets a step's loop run one round after the other, waiting between them in the test's own time. */
public final class LoopDriver {

    private static final Duration MAX = Duration.ofMinutes(4);

    private LoopDriver() {}

    /** Runs a step's next round: how long to wait after it, null at its end. */
    @FunctionalInterface
    public interface LoopTurn {
        @Nullable
        Duration take() throws InterruptedException;
    }

    public static void all(LoopTurn turn, Sleeper sleeper) throws InterruptedException {
        long start = System.nanoTime();
        for (Duration wait = turn.take(); wait != null; wait = turn.take()) {
            if (System.nanoTime() - start > MAX.toNanos()) {
                throw new AssertionError("the step does not come to its end");
            }
            if (!wait.isZero()) {
                sleeper.sleep(wait);
            }
        }
    }
}
