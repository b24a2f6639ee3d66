package dev.darkroom.results;

/** Thrown if a report is requested by a column that is not among those kept in the results. Nothing was written. */
public final class UnknownColumnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownColumnException(String message) {
        super(message);
    }
}
