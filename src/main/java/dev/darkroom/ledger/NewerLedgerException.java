package dev.darkroom.ledger;

/** A newer version of Darkroom wrote the ledger; this one must not touch it. */
public final class NewerLedgerException extends LedgerException {

    private static final long serialVersionUID = 1L;

    NewerLedgerException(String message) {
        super(message);
    }
}
