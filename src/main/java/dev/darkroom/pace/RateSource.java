package dev.darkroom.pace;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The rate of this moment, in calls a second, and whoever decides it. Thread-safe. */
interface RateSource {

    double perSecond();

    /** Returns whether it is lower than the user set it. */
    boolean lowered();

    /** Learns that the service took a call at a time. */
    void accepted(MonotonicTime at);

    /** Learns that the service had too much to do; nothing is sent until {@code opens}. */
    void refused(MonotonicTime opens);

    /** Learns the time from one call to the next that processes share. */
    void follow(Duration shared);

    /**
     * Returns the time that they are to share instead; null if it is the right one, or not for this process to decide.
     *
     * @param shared zero if it is not known
     */
    @Nullable
    Duration correction(Duration shared);

    /** Returns the time from one call to the next. */
    default Duration interval() {
        double nanos = 1e9 / perSecond();
        return Duration.ofNanos((long) Math.max(1, Math.min(1e9 * 86_400 * 366, nanos)));
    }
}
