package dev.darkroom.bench;

import java.time.Duration;
import java.util.List;

/** Reads percentiles from sorted times. */
final class Percentiles {

    private Percentiles() {}

    /** Returns the least time that so many percent of them do not exceed, in milliseconds; -1 of none. */
    static long millis(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return -1;
        }
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return sorted.get(Math.max(rank, 1) - 1).toMillis();
    }
}
