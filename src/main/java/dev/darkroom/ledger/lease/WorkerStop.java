package dev.darkroom.ledger.lease;

/** What workers are told when a run stops. */
public enum WorkerStop {
    /** Submit nothing more; collect and download what was submitted. */
    COLLECT,
    /** End what is on the wire, and give everything back. */
    LEAVE
}
