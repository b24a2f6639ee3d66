package dev.darkroom.sources;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to many addresses at strangers' hosts, a few at a time, for so long and no longer. A host that fails
 * {@link #MAX_FAILURES} times in a row is left alone. What is not done when the time is over is broken off.
 */
final class BoundedFetchPool {

    static final int MAX_FAILURES = 5;

    private static final long POLL_INTERVAL = 20;

    private final int atOnce;
    private final Duration most;
    private final MonotonicClock clock;
    private final BooleanSupplier stop;
    private final Runnable breakOff;
    private final HostFailures hosts = new HostFailures();

    /**
     * @param most how long all of it may take
     * @param stop whether it is to end at once
     * @param breakOff wakes those that wait for an answer
     */
    BoundedFetchPool(int atOnce, Duration most, MonotonicClock clock, BooleanSupplier stop, Runnable breakOff) {
        this.atOnce = atOnce;
        this.most = most;
        this.clock = clock;
        this.stop = stop;
        this.breakOff = breakOff;
    }

    /** Makes all calls; returns when that is done, or has to be. */
    void run(List<? extends FetchCall> calls) throws InterruptedException {
        Iterator<? extends FetchCall> left = calls.iterator();
        int workers = Math.min(atOnce, calls.size());
        CountDownLatch done = new CountDownLatch(workers);
        MonotonicTime end = clock.now().plus(most);
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, workers), BoundedFetchPool::daemon);
        try {
            for (int n = 0; n < workers; n++) {
                threads.execute(() -> {
                    try {
                        work(left, end);
                    } finally {
                        done.countDown();
                    }
                });
            }
            while (!done.await(POLL_INTERVAL, TimeUnit.MILLISECONDS)) {
                if (over(end)) {
                    return;
                }
            }
        } finally {
            threads.shutdownNow();
            breakOff.run();
        }
    }

    private boolean over(MonotonicTime end) {
        return stop.getAsBoolean() || !clock.now().isBefore(end);
    }

    private void work(Iterator<? extends FetchCall> left, MonotonicTime end) {
        FetchCall call = next(left);
        while (call != null && !over(end)) {
            try {
                hosts.make(call);
            } catch (InterruptedException e) {
                return;
            }
            call = next(left);
        }
    }

    private static @Nullable FetchCall next(Iterator<? extends FetchCall> left) {
        synchronized (left) {
            return left.hasNext() ? left.next() : null;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "sources");
        thread.setDaemon(true);
        return thread;
    }

    /** A request to one address. */
    interface FetchCall {

        String url();

        /** Sends the request; returns whether the host gave an answer. */
        boolean make() throws InterruptedException;
    }
}
