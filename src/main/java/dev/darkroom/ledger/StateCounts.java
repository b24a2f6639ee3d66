package dev.darkroom.ledger;

import dev.darkroom.ledger.rows.LedgerEvent;
import dev.darkroom.ledger.rows.RowState;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Counts the rows of a run in each state, kept up with every commit; wakes those who wait for a change. */
final class StateCounts {

    private final Map<RowState, Long> counts = new EnumMap<>(RowState.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;

    /** Starts anew from what the ledger holds. */
    void reset(Map<RowState, Long> stored) {
        lock.lock();
        try {
            counts.clear();
            counts.putAll(stored);
            signal();
        } finally {
            lock.unlock();
        }
    }

    void moved(List<LedgerEvent> events) {
        lock.lock();
        try {
            for (LedgerEvent event : events) {
                counts.merge(event.from(), -1L, Long::sum);
                counts.merge(event.to(), 1L, Long::sum);
            }
            signal();
        } finally {
            lock.unlock();
        }
    }

    long of(Collection<RowState> states) {
        lock.lock();
        try {
            return states.stream()
                    .mapToLong(state -> counts.getOrDefault(state, 0L))
                    .sum();
        } finally {
            lock.unlock();
        }
    }

    Map<RowState, Long> all() {
        lock.lock();
        try {
            return new EnumMap<>(counts);
        } finally {
            lock.unlock();
        }
    }

    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something moved since {@code seen} was the version, but no longer than {@code most}. */
    void awaitChange(long seen, Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lock();
        try {
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all who wait, as after a change. */
    void wake() {
        lock.lock();
        try {
            signal();
        } finally {
            lock.unlock();
        }
    }

    private void signal() {
        version++;
        changed.signalAll();
    }
}
