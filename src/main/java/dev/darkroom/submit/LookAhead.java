package dev.darkroom.submit;

import java.time.Duration;

/**
 * Says how long before its slot a row's intent is written: as long as the ledger has needed for one of late. Whatever is
 * longer leaves more rows in doubt when the process dies, whatever is shorter wastes slots. Thread-safe.
 */
final class LookAhead {

    /** The longest one, and the first. */
    static final Duration MAX = Duration.ofMillis(100);

    /** For the way from one thread to another. */
    private static final Duration SPARE = Duration.ofMillis(2);

    /** A longer write counts at once, shorter ones by this part of the difference. */
    private static final int SLOWNESS = 16;

    private long neededNanos = MAX.toNanos();

    /** Notes how long it took until an intent was durable. */
    synchronized void wrote(Duration took) {
        long nanos = took.toNanos();
        neededNanos = nanos >= neededNanos ? nanos : neededNanos - (neededNanos - nanos) / SLOWNESS;
    }

    synchronized Duration length() {
        Duration length = Duration.ofNanos(neededNanos).plus(SPARE);
        return length.compareTo(MAX) > 0 ? MAX : length;
    }
}
