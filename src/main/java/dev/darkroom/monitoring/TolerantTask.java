package dev.darkroom.monitoring;

import dev.darkroom.io.DiskFull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does again and again what may fail without anything else being the worse for it: a failure is logged and ends
 * nothing. Of equal failures in a row the first alone is logged, and when they are over. Not thread-safe.
 */
public final class TolerantTask {

    private static final Logger log = LoggerFactory.getLogger(TolerantTask.class);

    private final String failing;
    private final String consequence;
    private @Nullable String failure;

    /**
     * @param failing what cannot be done, as a sentence's beginning: "cannot …"
     * @param consequence what the user is to know of it, as a sentence's end
     */
    public TolerantTask(String failing, String consequence) {
        this.failing = failing;
        this.consequence = consequence;
    }

    public void attempt(FallibleTask work) {
        try {
            work.run();
            recovered();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            tell(e);
        }
    }

    private void recovered() {
        if (failure != null) {
            failure = null;
            log.info("{}: this is over", failing);
        }
    }

    private void tell(Throwable why) {
        String message = why.toString();
        if (message.equals(failure)) {
            return;
        }
        failure = message;
        try {
            if (DiskFull.isCauseOf(why)) {
                // The steps say so themselves.
                log.info("{} for want of room: {}", failing, why.getMessage());
            } else {
                log.warn(
                        "{}: {}. It is tried again; {}",
                        failing,
                        Objects.requireNonNullElse(why.getMessage(), message),
                        consequence);
                log.info("{}", failing, why);
            }
        } catch (RuntimeException | Error untold) {
            // There may be no memory left to tell of it; the next time there may.
            failure = null;
        }
    }

    /** A task that may fail. */
    public interface FallibleTask {
        void run() throws Exception;
    }
}
