package dev.darkroom.sources;

import dev.darkroom.io.PictureAddress;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to many addresses at strangers' hosts, a few at a time, for so long and no longer. A host that fails
 * {@link #MAX_FAILURES} times in a row is left alone. What is not done when the time is over is broken off.
 */
final class BoundedFetchPool {

    private static final Logger log = LoggerFactory.getLogger(BoundedFetchPool.class);

    static final int MAX_FAILURES = 5;

    private static final long POLL_INTERVAL = 20;

    private final int atOnce;
    private final Duration most;
    private final MonotonicClock clock;
    private final BooleanSupplier stop;
    private final Runnable breakOff;
    private final Map<String, AtomicInteger> failures = new ConcurrentHashMap<>();

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
            AtomicInteger failed = failures.computeIfAbsent(host(call.url()), host -> new AtomicInteger());
            if (failed.get() < MAX_FAILURES) {
                try {
                    if (call.make()) {
                        failed.set(0);
                    } else {
                        failed.incrementAndGet();
                    }
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    log.info("a source could not be looked at", e);
                }
            }
            call = next(left);
        }
    }

    private static @Nullable FetchCall next(Iterator<? extends FetchCall> left) {
        synchronized (left) {
            return left.hasNext() ? left.next() : null;
        }
    }

    /** An address without a host fails by itself. */
    private static String host(String url) {
        String host = PictureAddress.host(url);
        return host.isEmpty() ? url : host;
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
