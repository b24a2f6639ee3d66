package dev.darkroom.api;

/** Names what a service's own error number means, whichever number that is. */
public enum ServiceError {
    UNKNOWN_MODEL,
    NO_BALANCE,
    BAD_TOKEN,
    /** The request is another account's. */
    NOT_YOURS,
    /** The service does not know the model or the request, or no longer. */
    NOT_FOUND;

    /** Returns whether it refuses the account rather than one request. */
    boolean refusesAccount() {
        return this == NO_BALANCE || this == BAD_TOKEN;
    }
}
