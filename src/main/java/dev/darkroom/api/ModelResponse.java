package dev.darkroom.api;

/** The outcome of the free call for a model. */
public sealed interface ModelResponse {

    /** The service describes it. */
    record ModelKnown(ModelInfo info) implements ModelResponse {}

    /** The service refuses the account. */
    record ModelAccountRefused(String code, String message) implements ModelResponse {}

    /**
     * There was no usable answer.
     *
     * @param lost whether the service itself seems away
     */
    record ModelUnclear(String message, boolean lost) implements ModelResponse {}
}
