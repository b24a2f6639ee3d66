package dev.darkroom.ledger.rows;

import java.util.Locale;

/** The calls that are made for a row. */
public enum ServiceCall {
    SUBMIT,
    POLL,
    CANCEL,
    DOWNLOAD;

    /** The keyword in ledger and reports. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static ServiceCall of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
