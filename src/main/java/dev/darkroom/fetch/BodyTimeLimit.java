package dev.darkroom.fetch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes a body that is not read to its end in time, or of which no byte comes for a while, which wakes its reader. The
 * client's own timeout ends with the headers: a body that stalls would hold a worker for ever.
 */
final class BodyTimeLimit implements AutoCloseable {

    /** The value while nobody waits for a byte. */
    private static final long NOT_READING = 0;

    private final InputStream body;
    private final Duration idle;
    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CompletableFuture<Void> watch;
    private final Consumer<BodyTimeLimit> closed;
    private volatile long readingSince = NOT_READING;
    private volatile boolean stalled;

    /**
     * @param most for the whole body
     * @param idle how long no byte may come while one is waited for
     * @param closed is told when the body is read or given up
     */
    BodyTimeLimit(InputStream body, Duration most, Duration idle, Consumer<BodyTimeLimit> closed) {
        this.body = body;
        this.idle = idle;
        this.closed = closed;
        watch = read.orTimeout(most.toMillis(), MILLISECONDS).handle((done, late) -> closed(body, late));
        checkIn(idle.toNanos());
    }

    private static @Nullable Void closed(InputStream body, @Nullable Throwable late) {
        try {
            if (late != null) {
                body.close();
            }
        } catch (IOException e) {
            // Its reader finds it closed either way.
        }
        return null;
    }

    private void checkIn(long nanos) {
        Executor later = CompletableFuture.delayedExecutor(nanos, NANOSECONDS, Runnable::run);
        later.execute(this::check);
    }

    private void check() {
        if (read.isDone()) {
            return;
        }
        long since = readingSince;
        long left = since == NOT_READING ? idle.toNanos() : idle.toNanos() - (System.nanoTime() - since);
        if (left > 0) {
            checkIn(left);
            return;
        }
        stalled = true;
        read.completeExceptionally(new TimeoutException("stalled"));
    }

    /** Reads what has come, waiting for the first byte of it. */
    int next(byte[] buffer) throws IOException {
        readingSince = System.nanoTime() | 1;
        try {
            return body.read(buffer);
        } finally {
            readingSince = NOT_READING;
        }
    }

    /** Ends the time, however much of it was left. */
    void end() {
        read.completeExceptionally(new TimeoutException("broken off"));
    }

    boolean passed() {
        return read.isCompletedExceptionally();
    }

    /** Returns whether it is over since no byte came. */
    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        read.complete(null);
        watch.join();
        closed.accept(this);
    }
}
