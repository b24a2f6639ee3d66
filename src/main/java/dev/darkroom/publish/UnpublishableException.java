package dev.darkroom.publish;

/** Thrown if one picture cannot be published, whatever becomes of the others. The message says why. */
final class UnpublishableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnpublishableException(String message) {
        super(message);
    }
}
