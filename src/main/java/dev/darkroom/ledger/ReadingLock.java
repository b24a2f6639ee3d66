package dev.darkroom.ledger;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps events from being entered while somebody reads tables and what is known of them in memory: this process's, and those
 * of workers on other hosts where there are any, whose events are heard of before.
 */
final class ReadingLock implements Lock {

    private final ReentrantLock committing;
    private volatile WorkerBarrier barrier = WorkerBarrier.NONE;

    /** @param committing held by who enters events until they are told */
    ReadingLock(ReentrantLock committing) {
        this.committing = committing;
    }

    /** The lock of who enters events: what this process does while it holds it, workers do not wait for. */
    Lock committing() {
        return committing;
    }

    /** @param barrier holds workers back from now on */
    void raise(WorkerBarrier barrier) {
        committing.lock();
        try {
            this.barrier = barrier;
        } finally {
            committing.unlock();
        }
    }

    @Override
    public void lock() {
        committing.lock();
        try {
            if (committing.getHoldCount() == 1) {
                barrier.raise();
            }
        } catch (RuntimeException | Error e) {
            committing.unlock();
            throw e;
        }
    }

    @Override
    public void unlock() {
        try {
            if (committing.getHoldCount() == 1) {
                barrier.lower();
            }
        } finally {
            committing.unlock();
        }
    }

    @Override
    public void lockInterruptibly() {
        throw new UnsupportedOperationException("nobody waits interruptibly for readers");
    }

    @Override
    public boolean tryLock() {
        throw new UnsupportedOperationException("nobody tries to read");
    }

    @Override
    public boolean tryLock(long time, TimeUnit unit) {
        throw new UnsupportedOperationException("nobody tries to read");
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException("nobody waits for a condition of readers");
    }
}
