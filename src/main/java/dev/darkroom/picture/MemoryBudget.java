package dev.darkroom.picture;

import java.util.concurrent.Semaphore;

/**
 * Shares out a part of the memory: whoever needs more than is left waits, and whoever needs more than there is gets all
 * of it, alone. In the order of the calls. Thread-safe.
 */
public final class MemoryBudget {

    /** The part of the heap for decoding, which is not all that the heap is for. */
    private static final int PART_OF_HEAP = 3;

    private static final long BYTES_PER_UNIT = 64 << 10;

    private final int units;
    private final Semaphore free;

    MemoryBudget(long bytes) {
        this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_UNIT));
        this.free = new Semaphore(units, true);
    }

    /** Returns a budget of a share of this process's heap. */
    public static MemoryBudget ofHeap() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** Waits for so much of it; returns what is to be given back. */
    public int take(long bytes) throws InterruptedException {
        int taken = (int) Math.min(units, 1 + bytes / BYTES_PER_UNIT);
        free.acquire(taken);
        return taken;
    }

    /** Waits until nobody has any of it, and takes it all. */
    int takeAll() throws InterruptedException {
        return take(Long.MAX_VALUE);
    }

    public void giveBack(int taken) {
        free.release(taken);
    }
}
