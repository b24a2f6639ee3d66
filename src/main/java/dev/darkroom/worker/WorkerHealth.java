package dev.darkroom.worker;

/** Knows whether this process could work on a run now. Thread-safe. */
public final class WorkerHealth {

    private volatile boolean database;
    private volatile boolean stopping;

    void databaseIs(boolean reachable) {
        database = reachable;
    }

    /** Notes that the process takes up no run any more. */
    public void stops() {
        stopping = true;
    }

    /** Returns whether it could take up a run. */
    public boolean isReady() {
        return database && !stopping;
    }
}
