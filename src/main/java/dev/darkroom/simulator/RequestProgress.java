package dev.darkroom.simulator;

/** How far a request is. */
enum RequestProgress {
    IN_QUEUE,
    IN_PROGRESS,
    ENDED,
    CANCELLED
}
