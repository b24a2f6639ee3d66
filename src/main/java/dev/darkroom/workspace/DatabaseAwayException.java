package dev.darkroom.workspace;

/**
 * Thrown if the database that several hosts share cannot be reached, or does not answer. Nothing is wrong with what was
 * asked for: the same command may succeed later. The message says where it is, why, and what to do.
 */
public final class DatabaseAwayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
