package dev.darkroom.step;

/**
 * One thing that a step does with one row.
 *
 * @param name for messages, such as "submitting row 7"
 * @param call does it, on a worker's thread
 */
record WorkItem(String name, Call call) {

    /** Does it. */
    @FunctionalInterface
    public interface Call {

        /** Makes the call; returns whether the row moved to another state. */
        boolean make() throws InterruptedException;
    }
}
