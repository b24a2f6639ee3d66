package dev.darkroom.ledger.database;

import dev.darkroom.ledger.rows.LedgerException;

/** A newer version of Darkroom wrote the ledger; this one must not touch it. */
public final class NewerLedgerException extends LedgerException {

    private static final long serialVersionUID = 1L;

    NewerLedgerException(String message) {
        super(message);
    }
}
