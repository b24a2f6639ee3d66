package dev.darkroom.report;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What happened when, in slots of equal length: a second long at first, twice as long whenever there would be too many.
 * Takes the times in any order. Not thread-safe.
 */
final class TimeLine {

    private static final int MOST_SLOTS = 160;

    private TreeMap<Long, Slot> slots = new TreeMap<>();
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
    Map<Long, Slot> slots() {
        return slots;
    }

    /** How long a slot is. */
    long millis() {
        return millis;
    }

    private Slot slot(Instant at) {
        long key = Math.floorDiv(at.toEpochMilli(), millis);
        Slot slot = slots.computeIfAbsent(key, absent -> new Slot());
        while (slots.lastKey() - slots.firstKey() >= MOST_SLOTS) {
            widen();
        }
        return slots.getOrDefault(Math.floorDiv(at.toEpochMilli(), millis), slot);
    }

    private void widen() {
        millis *= 2;
        TreeMap<Long, Slot> wide = new TreeMap<>();
        slots.forEach((key, slot) -> wide.computeIfAbsent(Math.floorDiv(key, 2), absent -> new Slot())
                .add(slot));
        slots = wide;
    }

    /** The counts of one slot. */
    static final class Slot {

        private long submitted;
        private long done;
        private long throttled;

        private void add(Slot other) {
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
