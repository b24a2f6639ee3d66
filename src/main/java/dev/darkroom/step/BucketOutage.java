package dev.darkroom.step;

import dev.darkroom.bucket.BucketException;
import dev.darkroom.bucket.BucketException.BucketFailure;
import dev.darkroom.pace.MonotonicClock;
import dev.darkroom.pace.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the bucket that pictures go to is away. While it is, one picture now and then is a trial, and no other is
 * taken up that would have nowhere to go. Thread-safe.
 */
public final class BucketOutage {

    /** The time between two trials. */
    public static final Duration TRIAL_INTERVAL = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(BucketOutage.class);

    private final MonotonicClock clock;
    private final Duration limit;
    private @Nullable MonotonicTime since;
    private MonotonicTime lastTrial = MonotonicTime.MIN;

    /** @param limit how long it may be away before the run stops */
    public BucketOutage(MonotonicClock clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** Records that a picture came to its place. */
    public synchronized void answered() {
        if (since != null) {
            since = null;
            log.info("the bucket takes pictures again");
        }
    }

    /**
     * Records that a picture did not come to its place.
     *
     * @return what the run stops for, null if the picture is to be tried again
     */
    public synchronized @Nullable BucketException failed(BucketException why) {
        if (why.kind() != BucketFailure.AWAY) {
            return why;
        }
        MonotonicTime now = clock.now();
        MonotonicTime first = since;
        if (first == null) {
            since = now;
            lastTrial = now;
            log.warn("{}; pictures wait for it", why.getMessage());
            return null;
        }
        return first.until(now).compareTo(limit) > 0
                ? new BucketException(BucketFailure.AWAY, why.getMessage() + " for longer than outage-limit allows")
                : null;
    }

    /** Returns whether no picture is to be taken up now; if not while the bucket is away, the next one is the trial. */
    public synchronized boolean holds() {
        if (since == null) {
            return false;
        }
        MonotonicTime now = clock.now();
        if (lastTrial.until(now).compareTo(TRIAL_INTERVAL) < 0) {
            return true;
        }
        lastTrial = now;
        return false;
    }
}
