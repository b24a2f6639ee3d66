package dev.darkroom.ledger.rows;

import java.util.Locale;

/** A row's status as users see it, in the order in which reports list them. */
public enum RowStatus {
    SUCCEEDED,
    REUSED,
    REJECTED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    DOWNLOAD_FAILED,
    UNKNOWN,
    SUBMITTED,
    PENDING;

    /** The word in files and on the terminal, such as {@code timed_out}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether a row of this status has its pictures in place. */
    public boolean hasPicture() {
        return this == SUCCEEDED || this == REUSED;
    }
}
