package dev.darkroom.simulator.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Keeps the times at which submits were accepted, as far back as the longest allowance reaches. Thread-safe. */
final class AcceptedSubmits {

    private static final int MAX = 1_000_000;

    private final Deque<Instant> times = new ArrayDeque<>();

    synchronized void add(Instant now) {
        times.addLast(now);
        Instant horizon = now.minus(Duration.ofHours(1));
        while (times.size() > MAX || !times.getFirst().isAfter(horizon)) {
            times.removeFirst();
        }
    }

    /** Counts those in the stretch that ends now; one that is as long ago as it lasts is not in it. */
    synchronized int within(Duration stretch, Instant now) {
        Instant start = now.minus(stretch);
        int count = 0;
        for (Iterator<Instant> latest = times.descendingIterator(); latest.hasNext(); ) {
            if (!latest.next().isAfter(start)) {
                break;
            }
            count++;
        }
        return count;
    }
}
