package dev.darkroom.publish;

/** Thrown if another process publishes to the same place. Nothing was written there. */
public final class HeldDestinationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HeldDestinationException(String message) {
        super(message);
    }
}
