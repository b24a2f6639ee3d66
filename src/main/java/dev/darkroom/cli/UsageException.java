package dev.darkroom.cli;

/** The command cannot do what was asked with what was given. Nothing was sent; the message says what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
