package dev.darkroom.simulator;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The simulator's threads: enough that slow answers hold up nobody else's, and none that are idle for long. */
final class SimulatorThreads implements AutoCloseable {

    private static final int HANDLERS = 256;
    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger number = new AtomicInteger();
    private final ExecutorService handlers;

    SimulatorThreads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                HANDLERS, HANDLERS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        pool.allowCoreThreadTimeOut(true);
        handlers = pool;
    }

    ExecutorService handlers() {
        return handlers;
    }

    @Override
    public void close() {
        handlers.shutdownNow();
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, "simulator-" + number.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
