package dev.darkroom.pace;

import java.time.Duration;

/**
 * Says how many slots a process takes at a time, and for how long they may be used. What leaves in any second was due in
 * it or at most {@link #lateness} before it: so it is the rate and one batch at most, however many processes there are.
 */
public final class SlotBatch {

    /** The furthest that a slot may be ahead when it is taken: the taker may die, and a pause may come. */
    public static final Duration HORIZON = Duration.ofSeconds(1);

    /** As many as this, where they take neither too short nor too long a time. */
    public static final int USUAL_SIZE = 10;

    /** More slots are taken where they would take less time than this, so that a thread that is late is not too late. */
    public static final Duration MIN_LENGTH = Duration.ofMillis(50);

    /** Fewer slots are taken, but at least one, where they would take longer than this. */
    public static final Duration MAX_LENGTH = Duration.ofMillis(200);

    private static final Duration MAX_LATENESS = Duration.ofMillis(500);

    private SlotBatch() {}

    /** Returns the most slots that are taken at a time. */
    public static int size(Duration interval) {
        long nanos = interval.toNanos();
        long some = Math.max(USUAL_SIZE, MIN_LENGTH.toNanos() / nanos);
        return (int) Math.max(1, Math.min(some, MAX_LENGTH.toNanos() / nanos));
    }

    /**
     * Returns for how long after its time a slot may be used. Together with the horizon it is less than what {@link
     * AwakeClock} counts of the longest stop, so that no stop goes unnoticed.
     */
    static Duration lateness(Duration interval) {
        Duration batch = interval.multipliedBy(size(interval));
        return batch.compareTo(MAX_LATENESS) < 0 ? batch : MAX_LATENESS;
    }
}
