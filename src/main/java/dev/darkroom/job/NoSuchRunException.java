package dev.darkroom.job;

/** There is no run of that name; the message says which there are. */
public final class NoSuchRunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NoSuchRunException(String message) {
        super(message);
    }
}
