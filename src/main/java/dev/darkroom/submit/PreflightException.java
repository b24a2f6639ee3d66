package dev.darkroom.submit;

/** A run that may not buy as it was asked to. Nothing was bought; the message says what to do. */
public final class PreflightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PreflightException(String message) {
        super(message);
    }
}
