package dev.darkroom.step;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The next thing that a step's loop does.
 *
 * @param item what a worker is to do, or null if there is nothing to do now
 * @param pause how long to wait for more unless the ledger changes before, or null at the end
 */
public record NextWork(@Nullable WorkItem item, @Nullable Duration pause) {

    /** Nothing is left and nothing will come, or the step has to stop. */
    public static final NextWork END = new NextWork(null, null);

    private static final Duration WORKER_WAIT = Duration.ofMillis(5);

    /** Hands an item to a worker. */
    public static NextWork item(String name, WorkItem.Call call) {
        return new NextWork(WorkItem.of(name, call), Duration.ZERO);
    }

    /** Hands an item to a worker that only begins it: it is in flight until then, and the step waits for its end. */
    public static NextWork begin(String name, WorkItem.Start start) {
        return new NextWork(new WorkItem(name, start), Duration.ZERO);
    }

    /** Waits. */
    public static NextWork in(Duration pause) {
        return new NextWork(null, pause);
    }

    /** Waits until a worker may be free again. */
    public static NextWork whenWorkerIsFree() {
        return in(WORKER_WAIT);
    }
}
