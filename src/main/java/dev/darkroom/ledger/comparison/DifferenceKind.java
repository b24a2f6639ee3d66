package dev.darkroom.ledger.comparison;

import java.util.Locale;

/** The kinds of what may be different about a row of two runs, in the order in which they are told. */
public enum DifferenceKind {
    /** It had a picture and came to none. */
    BROKEN,
    /** It had no picture, or one that was rejected, and has another. */
    FIXED,
    /** It came to no picture, now as before. */
    STILL_FAILING,
    /** It asked for something else or, asking for the same, got another picture. */
    CHANGED,
    /** Its id was not there before. */
    NEW,
    /** Its id is not there any more. */
    GONE,
    /** The later run has not come to its end with it. */
    OPEN,
    /** None of these. */
    SAME;

    /** The word in files, such as {@code still_failing}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The same for a terminal. */
    public String label() {
        return keyword().replace('_', ' ');
    }
}
