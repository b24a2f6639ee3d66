package dev.darkroom.cli.shell;

/** A command that cannot do what was wanted with what was given. Nothing was sent; the message says what to do. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
