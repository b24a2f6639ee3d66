package dev.darkroom.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Serves requests in the order in which they came, by a fixed number of slots, computed from times: nothing runs in the
 * background, and whoever calls first brings it up to date. Not thread-safe. A call costs no more with many requests
 * than with few.
 */
final class WorkQueue {

    private final PriorityQueue<Long> slotsFreeFrom = new PriorityQueue<>();
    private final Deque<QueuedWork> waiting = new ArrayDeque<>();
    /** The numbers of work that was cancelled while waiting and is not yet passed over. */
    private final TreeSet<Long> gaps = new TreeSet<>();

    private long entered;

    /** Changes the number of slots; what has been started runs on. */
    void resize(int capacity, long now) {
        while (slotsFreeFrom.size() > capacity) {
            slotsFreeFrom.remove();
        }
        while (slotsFreeFrom.size() < capacity) {
            slotsFreeFrom.add(now);
        }
    }

    QueuedWork enter(long now, long serviceMillis) {
        QueuedWork work = new QueuedWork(entered, now, serviceMillis, false);
        entered++;
        waiting.add(work);
        advance(now);
        return work;
    }

    /** Parks work, which waits for ever and is in nobody's way. */
    QueuedWork park(long now, long serviceMillis) {
        return new QueuedWork(entered, now, serviceMillis, true);
    }

    /** Takes waiting work out of the queue; false if it had already been started or cancelled. */
    boolean cancel(QueuedWork work, long now) {
        advance(now);
        if (work.started() || work.cancelled()) {
            return false;
        }
        work.cancel(now);
        if (work.parked()) {
            return true;
        }
        gaps.add(work.number());
        return true;
    }

    RequestProgress progress(QueuedWork work, long now) {
        advance(now);
        return work.progress(now);
    }

    /** Returns how many are to be started before this waiting one. */
    long ahead(QueuedWork work) {
        QueuedWork head = waiting.peek();
        if (head == null || work.parked() || work.started() || work.cancelled()) {
            return 0;
        }
        return work.number()
                - head.number()
                - gaps.subSet(head.number(), work.number()).size();
    }

    private void advance(long now) {
        for (QueuedWork next = waiting.peek(); next != null; next = waiting.peek()) {
            if (next.cancelled()) {
                waiting.remove();
                gaps.remove(next.number());
                continue;
            }
            long start = Math.max(slotsFreeFrom.element(), next.acceptedAt());
            if (start > now) {
                return;
            }
            waiting.remove();
            slotsFreeFrom.remove();
            next.start(start);
            slotsFreeFrom.add(next.endsAt());
        }
    }
}
