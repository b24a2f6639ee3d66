package dev.darkroom.api;

/** The outcome of a cancel. */
public enum CancelResponse {
    /** It was still in the queue and is cancelled. */
    CANCELLED,
    /** It runs on and may be billed. */
    NOT_CANCELLABLE,
    /** The answer was lost or said neither: ask for the status. */
    UNCLEAR
}
