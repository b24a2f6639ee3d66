package dev.darkroom.pace;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Schedules items by when they are due, the earliest first. Thread-safe. */
public final class DueSchedule<T> {

    private final MonotonicClock clock;
    private final PriorityQueue<DueEntry<T>> entries = new PriorityQueue<>(
            Comparator.<DueEntry<T>, MonotonicTime>comparing(DueEntry::due).thenComparingLong(DueEntry::order));
    private long added;

    public DueSchedule(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Puts the item on the schedule for {@code wait} from now. */
    public synchronized void in(Duration wait, T item) {
        entries.add(new DueEntry<>(clock.now().plus(wait), added++, item));
    }

    /** Takes the earliest item that is due, or returns null if none is. */
    public synchronized @Nullable T takeDue() {
        DueEntry<T> first = entries.peek();
        if (first == null || first.due.isAfter(clock.now())) {
            return null;
        }
        entries.remove();
        return first.item;
    }

    /** Returns how long until the next item is due, but no longer than {@code most}. */
    public synchronized Duration untilNext(Duration most) {
        DueEntry<T> first = entries.peek();
        if (first == null) {
            return most;
        }
        Duration left = clock.now().until(first.due);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(most) > 0 ? most : left;
    }

    private record DueEntry<T>(MonotonicTime due, long order, T item) {}
}
