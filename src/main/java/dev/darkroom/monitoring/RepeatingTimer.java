package dev.darkroom.monitoring;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Repeats a task on a daemon thread until it is ended. The JDK's own timers give a task up for good, and without a
 * word, once it throws: here it is repeated whatever it throws.
 */
public final class RepeatingTimer implements AutoCloseable {

    private final ScheduledExecutorService timer;

    /** @param thread the thread's name */
    public RepeatingTimer(String thread) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread daemon = new Thread(task, thread);
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /**
     * Begins to repeat.
     *
     * @param first how long before the first time
     * @param pause how long between two
     * @param task notes what the work throws
     */
    public void repeat(Duration first, Duration pause, TolerantTask task, TolerantTask.FallibleTask work) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> task.attempt(work), first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does not repeat any more; what is under way comes to its end. */
    public void end() {
        timer.shutdown();
    }

    /** Waits for what is under way; returns whether it came to its end in time. */
    public boolean awaitEnd(Duration most) throws InterruptedException {
        return timer.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
