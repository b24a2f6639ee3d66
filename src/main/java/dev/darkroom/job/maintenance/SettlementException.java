package dev.darkroom.job.maintenance;

/** Thrown if a row cannot be settled as requested; the message says why and what to do. Nothing was changed. */
public final class SettlementException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettlementException(String message) {
        super(message);
    }
}
