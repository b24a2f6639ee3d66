package dev.darkroom.download;

/** A fetch that did not bring a whole picture. */
final class FetchException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final Kind kind;

    FetchException(String code, Kind kind, String message) {
        super(message);
        this.code = code;
        this.kind = kind;
    }

    String code() {
        return code;
    }

    Kind kind() {
        return kind;
    }

    /** What to do about it. */
    enum Kind {
        /** It may work another time. */
        PASSING,
        /** The address no longer holds the output: a fresh one may. */
        STALE_ADDRESS,
        /** It will be no different another time. */
        FINAL
    }
}
