package dev.darkroom.submit;

/** Thrown if a run may not submit as its job says. Nothing was submitted; the message says what to do. */
public final class PreflightException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PreflightException(String message) {
        super(message);
    }
}
