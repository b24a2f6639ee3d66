package dev.darkroom.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The queue in which events wait for the ledger's writer, which takes them in groups. Thread-safe; there is one taker.
 */
final class EventQueue {

    private static final int MAX_EVENTS = 1_000;

    /** A group of so many is worth its commit, and waits for no more. */
    private static final int ENOUGH = 32;

    private static final Duration LINGER = Duration.ofMillis(10);
    private static final Duration IDLE = Duration.ofMillis(100);

    private final BlockingQueue<QueueEntry> queue = new LinkedBlockingQueue<>();
    private final Queue<CompletableFuture<Boolean>> settlements = new ConcurrentLinkedQueue<>();
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
        queue.add(new QueueEntry(event));
    }

    /** Asks the taker to settle what it has taken so far; the future ends when it has, or cannot. */
    CompletableFuture<Boolean> askToSettle() {
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        settlements.add(settled);
        wake();
        return settled;
    }

    /** Has the taker wait no longer for a first event. */
    void wake() {
        queue.add(QueueEntry.WAKE);
    }

    /** Takes the requests to settle that came before. */
    List<CompletableFuture<Boolean>> settlements() {
        List<CompletableFuture<Boolean>> taken = new ArrayList<>();
        for (CompletableFuture<Boolean> next = settlements.poll(); next != null; next = settlements.poll()) {
            taken.add(next);
        }
        return taken;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /**
     * The next group; empty if none came for a while, or a request to settle did. If its events are few, it waits for later
     * ones, no longer than the last group took to be written: a fast writer keeps nobody waiting, and a slow one writes
     * fewer groups.
     *
     * @param most how long to wait for a first event at most
     */
    List<QueuedEvent> nextGroup(Duration most) throws InterruptedException {
        long now = System.nanoTime();
        if (handedOver != 0) {
            lastWork = now - handedOver;
            handedOver = 0;
        }
        List<QueuedEvent> group = collect(most.compareTo(idle) < 0 ? most : idle);
        if (!group.isEmpty()) {
            handedOver = System.nanoTime();
        }
        return group;
    }

    private List<QueuedEvent> collect(Duration most) throws InterruptedException {
        List<QueuedEvent> group = new ArrayList<>();
        boolean open = take(queue.poll(most.toNanos(), TimeUnit.NANOSECONDS), group);
        long end = System.nanoTime() + Math.min(linger.toNanos(), lastWork);
        while (open && group.size() < ENOUGH) {
            open = take(queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS), group);
        }
        return group;
    }

    /** Takes an entry and all that wait behind it; returns whether the group may wait for others. */
    private boolean take(@Nullable QueueEntry first, List<QueuedEvent> group) {
        if (first == null) {
            return false;
        }
        List<QueueEntry> taken = new ArrayList<>();
        taken.add(first);
        queue.drainTo(taken, MAX_EVENTS - group.size() - 1);
        group.addAll(events(taken));
        return taken.stream().allMatch(entry -> entry.event != null);
    }

    /** Takes all that waits. */
    List<QueuedEvent> drain() {
        List<QueueEntry> waiting = new ArrayList<>();
        queue.drainTo(waiting);
        return events(waiting);
    }

    private static List<QueuedEvent> events(List<QueueEntry> entries) {
        List<QueuedEvent> events = new ArrayList<>();
        for (QueueEntry entry : entries) {
            if (entry.event != null) {
                events.add(entry.event);
            }
        }
        return events;
    }

    /** @param event null if the taker is only to be woken */
    private record QueueEntry(@Nullable QueuedEvent event) {
        private static final QueueEntry WAKE = new QueueEntry(null);
    }
}
