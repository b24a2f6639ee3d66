package dev.darkroom.ledger.database;

/** Thrown if another process has taken the workspace over, so that this one must not write to its ledger any more. */
public final class LedgerTakenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LedgerTakenException() {
        super("another process has taken the workspace over, since its database had lost this one");
    }
}
