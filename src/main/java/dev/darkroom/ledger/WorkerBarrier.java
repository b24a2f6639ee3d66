package dev.darkroom.ledger;

/** Holds the workers of a run on other hosts back while its tables are read. Used by one thread at a time. */
public interface WorkerBarrier {

    /** Holds back nobody. */
    WorkerBarrier NONE = new WorkerBarrier() {
        @Override
        public void raise() {}

        @Override
        public void lower() {}
    };

    /** Waits for what workers commit, lets them commit nothing more, and has the ledger hear of what they have. */
    void raise();

    /** Lets them commit again. */
    void lower();
}
