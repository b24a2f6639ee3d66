package dev.darkroom.step;

import java.util.concurrent.CompletableFuture;

/**
 * One thing that a step does with one row.
 *
 * @param name for messages, such as "submitting row 7"
 * @param start does what needs a worker, on a worker's thread
 */
record WorkItem(String name, Start start) {

    /** Makes one that is done when its worker is. */
    static WorkItem of(String name, Call call) {
        return new WorkItem(name, () -> CompletableFuture.completedFuture(call.make()));
    }

    /** Does it. */
    @FunctionalInterface
    public interface Call {

        /** Makes the call; returns whether the row moved to another state. */
        boolean make() throws InterruptedException;
    }

    /** Begins it. */
    @FunctionalInterface
    public interface Start {

        /** Does what needs a worker; whether the row moved to another state may come later. */
        CompletableFuture<Boolean> begin() throws InterruptedException;
    }
}
