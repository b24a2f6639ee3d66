package dev.darkroom.pace;

import java.util.Objects;

/**
 * A time at which one call may leave.
 *
 * @param at when that is
 * @param lapses when it may not be used any more, if the call is late
 */
public record CallSlot(MonotonicTime at, MonotonicTime lapses) {

    /** No slot: another has to be taken before the call may leave. */
    static final CallSlot NONE = new CallSlot(MonotonicTime.MIN, MonotonicTime.MIN);

    public CallSlot {
        Objects.requireNonNull(at, "at is null");
        Objects.requireNonNull(lapses, "lapses is null");
    }

    /** Returns one that may be used at any time after its own. */
    public static CallSlot lasting(MonotonicTime at) {
        return new CallSlot(at, MonotonicTime.MAX);
    }

    /** Returns whether a call may leave at a time, its own or a later one. */
    public boolean isUsableAt(MonotonicTime time) {
        return time.isBefore(lapses);
    }
}
