package dev.darkroom.report;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what happened when, in slots of equal length: a second long at first, twice as long whenever there would be
 * too many. Takes the times in any order. Not thread-safe.
 */
final class TimeLine {

    private static final int MAX_SLOTS = 160;

    private TreeMap<Long, TimeSlot> slots = new TreeMap<>();
    private long millis = 1_000;

    void submitted(Instant at) {
        slot(at).submitted++;
    }

    void done(Instant at) {
        slot(at).done++;
    }

    void throttled(Instant at) {
        slot(at).throttled++;
    }

    /** The slots in which something happened, by their numbers since 1970. */
    Map<Long, TimeSlot> slots() {
        return slots;
    }

    /** The length of a slot. */
    long millis() {
        return millis;
    }

    private TimeSlot slot(Instant at) {
        long key = Math.floorDiv(at.toEpochMilli(), millis);
        TimeSlot slot = slots.computeIfAbsent(key, absent -> new TimeSlot());
        while (slots.lastKey() - slots.firstKey() >= MAX_SLOTS) {
            widen();
        }
        return slots.getOrDefault(Math.floorDiv(at.toEpochMilli(), millis), slot);
    }

    private void widen() {
        millis *= 2;
        TreeMap<Long, TimeSlot> wide = new TreeMap<>();
        slots.forEach((key, slot) -> wide.computeIfAbsent(Math.floorDiv(key, 2), absent -> new TimeSlot())
                .add(slot));
        slots = wide;
    }

    /** The counts of one slot. */
    static final class TimeSlot {

        private long submitted;
        private long done;
        private long throttled;

        private void add(TimeSlot other) {
            submitted += other.submitted;
            done += other.done;
            throttled += other.throttled;
        }

        long submitted() {
            return submitted;
        }

        long done() {
            return done;
        }

        long throttled() {
            return throttled;
        }
    }
}
