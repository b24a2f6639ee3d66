package dev.darkroom.simulator;

/** One request's way through the {@link WorkQueue}. Times are milliseconds since the epoch. */
final class QueuedWork {

    private static final long NOT_YET = Long.MIN_VALUE;

    private final long number;
    private final long acceptedAt;
    private final long serviceMillis;
    private final boolean parked;
    private long startedAt = NOT_YET;
    private long cancelledAt = NOT_YET;

    /** @param parked whether it waits beside the queue and is never started */
    QueuedWork(long number, long acceptedAt, long serviceMillis, boolean parked) {
        this.number = number;
        this.acceptedAt = acceptedAt;
        this.serviceMillis = serviceMillis;
        this.parked = parked;
    }

    long number() {
        return number;
    }

    long acceptedAt() {
        return acceptedAt;
    }

    boolean parked() {
        return parked;
    }

    void start(long at) {
        startedAt = at;
    }

    void cancel(long at) {
        cancelledAt = at;
    }

    boolean started() {
        return startedAt != NOT_YET;
    }

    boolean cancelled() {
        return cancelledAt != NOT_YET;
    }

    /** Returns when it ended or will end; only of started or cancelled work. */
    long endsAt() {
        return cancelled() ? cancelledAt : startedAt + serviceMillis;
    }

    RequestProgress progress(long now) {
        if (cancelled()) {
            return RequestProgress.CANCELLED;
        }
        if (!started()) {
            return RequestProgress.IN_QUEUE;
        }
        return now < endsAt() ? RequestProgress.IN_PROGRESS : RequestProgress.ENDED;
    }
}
