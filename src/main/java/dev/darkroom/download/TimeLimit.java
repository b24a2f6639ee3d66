package dev.darkroom.download;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Closes a body that is not read to its end in time, which wakes its reader. The client's own timeout ends with the
 * headers: a body that stalls would hold a worker for ever.
 */
final class TimeLimit implements AutoCloseable {

    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CompletableFuture<Void> watch;

    TimeLimit(InputStream body, Duration most) {
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

    boolean passed() {
        return read.isCompletedExceptionally();
    }

    @Override
    public void close() {
        read.complete(null);
        watch.join();
    }
}
