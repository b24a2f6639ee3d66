package dev.darkroom.simulator;

/** How far a request is. */
enum Progress {
    IN_QUEUE,
    IN_PROGRESS,
    ENDED,
    CANCELLED
}
