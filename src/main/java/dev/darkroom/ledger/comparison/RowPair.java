package dev.darkroom.ledger.comparison;

import dev.darkroom.ledger.comparison.ComparedRows.EarlierState;
import org.jspecify.annotations.Nullable;

/**
 * A row of a run, and what the row of its id was in an earlier one. What differs between two runs is decided here alone.
 *
 * @param earlier null if the earlier run has no such row
 */
record RowPair(ComparedRow row, @Nullable EarlierState earlier) {

    boolean isNew() {
        return earlier == null;
    }

    /** Returns whether it asked for something else before. */
    boolean hasOtherInput() {
        return earlier != null && earlier.input() != row.input();
    }

    /** Returns whether it had a picture and has one now, whose bytes are others. */
    boolean hasOtherPicture() {
        return earlier != null && earlier.pictured() && row.pictured() && earlier.picture() != row.picture();
    }

    /** Returns whether it had no picture, or one that was rejected, and now has another that is not. */
    boolean isFixed() {
        return earlier != null && row.pictured() && !row.rejected() && earlier.wanted(row);
    }

    /** Returns whether it had a picture and came to none now. */
    boolean isBroken() {
        return earlier != null && earlier.pictured() && !row.pictured() && row.ended();
    }

    /** Returns whether it came to no picture, now as before. */
    boolean isStillFailing() {
        return earlier != null && !earlier.pictured() && !row.pictured() && row.ended();
    }

    /** Returns what is different about it; each row counts for one kind, the first that applies. */
    DifferenceKind kind() {
        if (isNew()) {
            return DifferenceKind.NEW;
        }
        if (!row.ended()) {
            return DifferenceKind.OPEN;
        }
        if (isFixed()) {
            return DifferenceKind.FIXED;
        }
        if (isBroken()) {
            return DifferenceKind.BROKEN;
        }
        if (isStillFailing()) {
            return DifferenceKind.STILL_FAILING;
        }
        return hasOtherInput() || hasOtherPicture() ? DifferenceKind.CHANGED : DifferenceKind.SAME;
    }
}
