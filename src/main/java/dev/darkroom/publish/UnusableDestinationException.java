package dev.darkroom.publish;

/** Thrown if nothing can be published there, or is to be. The message says why, and what to do. */
public final class UnusableDestinationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableDestinationException(String message) {
        super(message);
    }
}
