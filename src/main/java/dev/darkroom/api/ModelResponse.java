package dev.darkroom.api;

/** The outcome of the free call for a model. */
public sealed interface ModelResponse {

    /** An answer that describes the model. */
    record ModelKnown(ModelInfo info) implements ModelResponse {}

    /** An answer by which the service refuses the account. */
    record ModelAccountRefused(String code, String message) implements ModelResponse {}

    /**
     * The lack of a usable answer.
     *
     * @param lost whether the service itself seems away
     * @param permanent whether waiting does not help, such as where its name is unknown or its certificate not trusted
     */
    record ModelUnclear(String message, boolean lost, boolean permanent) implements ModelResponse {

        public ModelUnclear(String message, boolean lost) {
            this(message, lost, false);
        }
    }
}
