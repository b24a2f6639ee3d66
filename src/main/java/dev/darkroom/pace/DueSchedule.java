package dev.darkroom.pace;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Schedules items by when they are due, the earliest first. Thread-safe. */
public final class DueSchedule<T> {

    private final MonotonicClock clock;
    private final TreeSet<DueEntry<T>> entries = new TreeSet<>(
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
        DueEntry<T> first = entries.isEmpty() ? null : entries.first();
        if (first == null || first.due.isAfter(clock.now())) {
            return null;
        }
        entries.remove(first);
        return first.item;
    }

    /** Takes the latest item that is due, or returns null if none is. */
    public synchronized @Nullable T takeLatestDue() {
        DueEntry<T> last = entries.floor(new DueEntry<>(clock.now(), Long.MAX_VALUE, null));
        if (last == null) {
            return null;
        }
        entries.remove(last);
        return last.item;
    }

    /** Returns how long until the next item is due, but no longer than {@code most}. */
    public synchronized Duration untilNext(Duration most) {
        if (entries.isEmpty()) {
            return most;
        }
        Duration left = clock.now().until(entries.first().due);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(most) > 0 ? most : left;
    }

    private record DueEntry<T>(
            MonotonicTime due, long order, @Nullable T item) {}
}
