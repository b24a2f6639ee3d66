package dev.darkroom.sources;

import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import dev.darkroom.sources.BoundedFetchPool.FetchCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of several rounds to strangers' hosts, so many at once over all rounds, and those of the round that was
 * begun first before others: while the last of a round are slow, the next round goes on. Each round has its own time, from
 * its first request on, after which it is broken off; a host that fails several times in a row is left alone for the rest of
 * a round. Its threads end when there is nothing to send. Thread-safe.
 */
final class FetchPipeline {

    private static final long POLL_INTERVAL = 20;
    private static final long IDLE_SECONDS = 2;

    private final ThreadPoolExecutor threads;
    private final Duration most;
    private final MonotonicClock clock;

    /** @param most how long all of a round may take */
    FetchPipeline(int atOnce, Duration most, MonotonicClock clock) {
        this.most = most;
        this.clock = clock;
        this.threads = new ThreadPoolExecutor(
                atOnce, atOnce, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "sources");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Makes all calls of a round; returns when that is done, or has to be.
     *
     * @param stop whether the round is to end at once
     */
    void run(List<? extends FetchCall> calls, BooleanSupplier stop) throws InterruptedException {
        FetchRound round = new FetchRound(calls.size(), stop);
        List<Future<?>> begun = begin(round, calls);
        try {
            while (!round.left.await(POLL_INTERVAL, TimeUnit.MILLISECONDS)) {
                if (round.isOver()) {
                    return;
                }
            }
        } finally {
            begun.forEach(call -> call.cancel(true));
        }
    }

    /** Puts all calls of a round behind those of the rounds before, and none of another between them. */
    private synchronized List<Future<?>> begin(FetchRound round, List<? extends FetchCall> calls) {
        List<Future<?>> begun = new ArrayList<>();
        for (FetchCall call : calls) {
            begun.add(threads.submit(() -> round.make(call)));
        }
        return begun;
    }

    private final class FetchRound {

        private final HostFailures hosts = new HostFailures();
        private final AtomicReference<@Nullable MonotonicTime> end = new AtomicReference<>();
        private final CountDownLatch left;
        private final BooleanSupplier stop;

        private FetchRound(int calls, BooleanSupplier stop) {
            this.left = new CountDownLatch(calls);
            this.stop = stop;
        }

        private void make(FetchCall call) {
            end.compareAndSet(null, clock.now().plus(most));
            try {
                if (!isOver()) {
                    hosts.make(call);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                left.countDown();
            }
        }

        private boolean isOver() {
            MonotonicTime until = end.get();
            return stop.getAsBoolean() || (until != null && !clock.now().isBefore(until));
        }
    }
}
