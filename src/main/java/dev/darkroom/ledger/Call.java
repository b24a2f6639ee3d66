package dev.darkroom.ledger;

import java.util.Locale;

/** The calls that are made for a row. */
public enum Call {
    SUBMIT,
    POLL,
    CANCEL,
    DOWNLOAD;

    /** As ledger and reports have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Call of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
