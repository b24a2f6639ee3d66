package dev.darkroom.ledger.signals;

/** The steps that work side by side; each ends once the one before it has ended and left it nothing to do. */
public enum WorkStep {
    SUBMIT,
    COLLECT,
    DOWNLOAD
}
