package dev.darkroom.ledger.rows;

import org.jspecify.annotations.Nullable;

/**
 * The ledger is gone, damaged, in use or knows less than it should, and nothing was bought since. The message says what
 * the user is to do about it.
 */
public final class UnusableLedgerException extends LedgerException {

    private static final long serialVersionUID = 1L;

    public UnusableLedgerException(String message) {
        super(message);
    }

    public UnusableLedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
