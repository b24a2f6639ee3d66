package dev.darkroom.simulator;

/** The progress of a request. */
enum RequestProgress {
    IN_QUEUE,
    IN_PROGRESS,
    ENDED,
    CANCELLED;

    boolean isEnd() {
        return this == ENDED || this == CANCELLED;
    }
}
