package dev.darkroom.lending;

import dev.darkroom.ledger.signals.StopReason;

/** What it means for a run that a worker stops by itself. */
enum WorkerEndKind {
    /** The service gave a reason, which holds for all. */
    CONCERNS_ALL,
    /** The time for submitting is over by this worker's clock, as it is by the manager's a moment sooner or later. */
    ON_TIME,
    /** A reason of its own: the run goes on without it. */
    ON_ITS_OWN;

    static WorkerEndKind of(StopReason reason) {
        return switch (reason) {
            case ACCOUNT, OUTAGE, PAUSED -> CONCERNS_ALL;
            case DEADLINE, WINDOW -> ON_TIME;
            case SIGNAL,
                    DISK_FULL,
                    LEDGER_AWAY,
                    BUCKET,
                    FAILURE,
                    UNPREPARED,
                    REFUSED,
                    BUDGET,
                    UNCONFIRMED,
                    CANARY,
                    FAILURE_RATE,
                    SAME_REASON,
                    FORGOTTEN,
                    FORGOTTEN_ELSEWHERE,
                    SELECTION -> ON_ITS_OWN;
        };
    }
}
