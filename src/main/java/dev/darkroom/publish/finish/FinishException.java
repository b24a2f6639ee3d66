package dev.darkroom.publish.finish;

/** A picture to which a step cannot be done. The message says why, and what to do. */
public final class FinishException extends Exception {

    private static final long serialVersionUID = 1L;

    FinishException(String message) {
        super(message);
    }
}
