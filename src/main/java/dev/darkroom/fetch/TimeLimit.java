package dev.darkroom.fetch;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes a body that is not read to its end in time, which wakes its reader. The client's own timeout ends with the
 * headers: a body that stalls would hold a worker for ever.
 */
final class TimeLimit implements AutoCloseable {

    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CompletableFuture<Void> watch;
    private final Consumer<TimeLimit> closed;

    /** @param closed is told when the body is read or given up */
    TimeLimit(InputStream body, Duration most, Consumer<TimeLimit> closed) {
        this.closed = closed;
        watch = read.orTimeout(most.toMillis(), MILLISECONDS).handle((done, late) -> closed(body, late));
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

    /** The time is over, however much of it was left. */
    void end() {
        read.completeExceptionally(new TimeoutException("broken off"));
    }

    boolean passed() {
        return read.isCompletedExceptionally();
    }

    @Override
    public void close() {
        read.complete(null);
        watch.join();
        closed.accept(this);
    }
}
