package dev.darkroom.api;

/** What came of the question for a model. */
public sealed interface ModelAnswer {

    /** The service describes it. */
    record Known(ModelInfo info) implements ModelAnswer {}

    /** The service refuses the account. */
    record AccountRefused(String code, String words) implements ModelAnswer {}

    /**
     * There was no usable answer.
     *
     * @param lost whether the service itself seems away
     */
    record Unclear(String words, boolean lost) implements ModelAnswer {}
}
