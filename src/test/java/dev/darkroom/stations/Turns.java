package dev.darkroom.stations;

import dev.darkroom.pace.Sleeper;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lets a station take its turns one after the other, waiting between them in the test's own time. */
public final class Turns {

    private static final Duration LONGEST = Duration.ofMinutes(4);

    private Turns() {}

    /** A station's next turn: how long to wait after it, null at its end. */
    @FunctionalInterface
    public interface Turn {
        @Nullable
        Duration take() throws InterruptedException;
    }

    public static void all(Turn turn, Sleeper sleeper) throws InterruptedException {
        long start = System.nanoTime();
        for (Duration wait = turn.take(); wait != null; wait = turn.take()) {
            if (System.nanoTime() - start > LONGEST.toNanos()) {
                throw new AssertionError("the station does not come to its end");
            }
            if (!wait.isZero()) {
                sleeper.sleep(wait);
            }
        }
    }
}
