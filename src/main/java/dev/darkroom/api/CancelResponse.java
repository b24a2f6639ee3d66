package dev.darkroom.api;

/** The outcome of a cancel. */
public enum CancelResponse {
    /** The request was still in the queue and is cancelled. */
    CANCELLED,
    /** The request runs on and may be billed. */
    NOT_CANCELLABLE,
    /** The answer was lost or said neither: poll the status. */
    UNCLEAR
}
