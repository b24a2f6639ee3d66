package dev.darkroom.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The queue in which events wait for the ledger's writer, which takes them in groups. Thread-safe; there is one taker.
 */
final class EventQueue {

    private static final int MAX_EVENTS = 1_000;

    /** A group of so many is worth its commit, and waits for no more. */
    private static final int ENOUGH = 32;

    private static final Duration LINGER = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofMillis(100);

    private final BlockingQueue<QueuedEvent> queue = new LinkedBlockingQueue<>();
    private final Duration linger;
    private final Duration idle;
    private long handedOver;
    private long lastWork;

    EventQueue() {
        this(LINGER, IDLE);
    }

    /**
     * @param linger how long a group stays open for later events at most
     * @param idle how long its taker waits for a first one at a time
     */
    EventQueue(Duration linger, Duration idle) {
        this.linger = linger;
        this.idle = idle;
        this.lastWork = linger.toNanos();
    }

    void add(QueuedEvent event) {
        queue.add(event);
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * The next group; empty if none came for a while. If its events are few, it waits for later ones, no longer than the
     * last group took to be written: a fast writer keeps nobody waiting, and a slow one writes fewer groups.
     */
    List<QueuedEvent> nextGroup() throws InterruptedException {
        long now = System.nanoTime();
        if (handedOver != 0) {
            lastWork = now - handedOver;
            handedOver = 0;
        }
        List<QueuedEvent> group = collect();
        if (!group.isEmpty()) {
            handedOver = System.nanoTime();
        }
        return group;
    }

    private List<QueuedEvent> collect() throws InterruptedException {
        List<QueuedEvent> group = new ArrayList<>();
        QueuedEvent first = queue.poll(idle.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return group;
        }
        group.add(first);
        long end = System.nanoTime() + Math.min(linger.toNanos(), lastWork);
        queue.drainTo(group, MAX_EVENTS - group.size());
        while (group.size() < ENOUGH) {
            QueuedEvent next = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            group.add(next);
            queue.drainTo(group, MAX_EVENTS - group.size());
        }
        return group;
    }

    /** Takes all that waits. */
    List<QueuedEvent> drain() {
        List<QueuedEvent> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        return waiting;
    }
}
