package dev.darkroom.cli;

/** A command that cannot do what was wanted with what was given. Nothing was sent; the message says what to do. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
