package dev.darkroom.job;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The threads of the steps that run side by side. Spring Batch waits for them, but not once it could not write down how
 * one of them ended.
 */
final class StepThreads implements TaskExecutor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StepThreads.class);

    /** The time a submit on the wire is waited for: its own deadline, and a little for what comes after it. */
    private static final Duration TIMEOUT = Duration.ofSeconds(75);

    private final ExecutorService threads = Executors.newCachedThreadPool(new CustomizableThreadFactory("step-"));

    @Override
    public void execute(Runnable step) {
        threads.execute(step);
    }

    /** Waits until the steps, which were told to stop, have written what was in flight. */
    void awaitEnd() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("a step does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
