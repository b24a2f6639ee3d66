package dev.darkroom.step;

import dev.darkroom.io.DiskFull;
import java.lang.reflect.InvocationTargetException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.system.JavaVersion;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Opens the workers of a run's steps, and ends them all. How many work at once is bounded by what the steps have in
 * flight; workers only follow. Thread-safe.
 */
public final class WorkerThreads implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerThreads.class);
    private static final long IDLE_SECONDS = 60;
    private static final long HANDOVER_MILLIS = 10;

    private final boolean virtual;
    private final Queue<ExecutorService> opened = new ConcurrentLinkedQueue<>();

    WorkerThreads(boolean virtual) {
        this.virtual = virtual;
    }

    /**
     * Takes virtual threads where Spring is told to and the JDK's are fit for it: before Java 24 one that waits in a
     * {@code synchronized} method keeps the processor it runs on, and with two of these a run can come to a standstill.
     */
    public static WorkerThreads of(Environment environment) {
        return new WorkerThreads(Threading.VIRTUAL.isActive(environment)
                && JavaVersion.getJavaVersion().isEqualOrNewerThan(JavaVersion.TWENTY_FOUR));
    }

    /**
     * Opens workers that wait for answers.
     *
     * @param max how many items are in flight at most
     */
    public ExecutorService open(String name, int max) {
        return virtual ? add(virtualThreads(name)) : openPool(name, max);
    }

    /**
     * Opens workers that compute: virtual ones would keep the processors from those that wait for answers.
     *
     * @param max how many items are in flight at most
     */
    public ExecutorService openPool(String name, int max) {
        return add(new ThreadPoolExecutor(
                0,
                max,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                reporting(new CustomizableThreadFactory(name)),
                WorkerThreads::awaitFree));
    }

    /** Breaks off what is under way; nothing can be begun afterwards. */
    public void breakOff() {
        opened.forEach(ExecutorService::shutdownNow);
    }

    @Override
    public void close() {
        breakOff();
    }

    private ExecutorService add(ExecutorService workers) {
        opened.add(workers);
        return workers;
    }

    /** Makes virtual threads by reflection: the method is not there on the Java that this is compiled for. */
    private static ExecutorService virtualThreads(String name) {
        try {
            ThreadFactory threads = reporting(new VirtualThreadTaskExecutor(name).getVirtualThreadFactory());
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, threads);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this Java has no virtual threads", e);
        }
    }

    /** Waits for a free worker: an item is out of flight a moment before its worker is free again. */
    private static void awaitFree(Runnable item, ThreadPoolExecutor pool) {
        try {
            while (!pool.isShutdown()) {
                if (pool.getQueue().offer(item, HANDOVER_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new RejectedExecutionException("the workers have ended");
    }

    private static ThreadFactory reporting(ThreadFactory threads) {
        return task -> {
            Thread thread = threads.newThread(task);
            thread.setUncaughtExceptionHandler((worker, failure) -> note(failure));
            return thread;
        };
    }

    /** For the run's log alone: the step has stopped the run, which tells the user why. */
    private static void note(Throwable failure) {
        if (DiskFull.isCauseOf(failure)) {
            log.info("a worker found no room: {}", failure.getMessage());
        } else {
            log.info("a worker failed", failure);
        }
    }
}
