package dev.darkroom.ledger.rows;

import org.jspecify.annotations.Nullable;

/** The ledger can't be read or written. What was acknowledged before is kept. */
public class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public LedgerException(String message) {
        super(message);
    }
}
