package dev.darkroom.download;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The queue before a stage. Up to so many workers take from it, some items at a time; nobody waits for a fuller group: what
 * came while a worker was busy is its next one. How many items wait is for those who add them to bound. Thread-safe.
 */
final class StageQueue<T> {

    private final Executor workers;
    private final int maxWorkers;
    private final int maxGroup;
    private final Consumer<List<T>> work;
    private final Deque<T> waiting = new ArrayDeque<>();
    private int working;

    /**
     * @param maxWorkers how many work at once
     * @param maxGroup how many items one takes at a time
     * @param work works on a group; it tells each item what became of it, and throws nothing
     */
    StageQueue(Executor workers, int maxWorkers, int maxGroup, Consumer<List<T>> work) {
        this.workers = workers;
        this.maxWorkers = maxWorkers;
        this.maxGroup = maxGroup;
        this.work = work;
    }

    /**
     * Hands an item over, without waiting for anything.
     *
     * @throws RejectedExecutionException if the workers have ended
     */
    void add(T item) {
        if (needsWorker(item)) {
            try {
                workers.execute(this::workOff);
            } catch (RejectedExecutionException ended) {
                if (withdraw(item)) {
                    throw ended;
                }
            }
        }
    }

    /** Counts the items that no worker has taken. */
    synchronized int size() {
        return waiting.size();
    }

    private synchronized boolean needsWorker(T item) {
        waiting.add(item);
        if (working == maxWorkers) {
            return false;
        }
        working++;
        return true;
    }

    private synchronized boolean withdraw(T item) {
        working--;
        return waiting.removeLastOccurrence(item);
    }

    private void workOff() {
        for (List<T> group = next(); !group.isEmpty(); group = next()) {
            work.accept(group);
        }
    }

    /** Takes the next items; none if the worker is to end. */
    private synchronized List<T> next() {
        List<T> group = new ArrayList<>();
        while (group.size() < maxGroup && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        if (group.isEmpty()) {
            working--;
        }
        return group;
    }
}
