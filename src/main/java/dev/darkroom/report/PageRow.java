package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.RowStatus;

/**
 * A row as the contact sheet shows it: what it asked for and what became of it.
 *
 * @param outcome what became of it
 * @param input what it asked for
 */
record PageRow(RowOutcome outcome, DisplayedInput input) {

    /** How soon a person should see it. */
    RowRank rank() {
        if (outcome.status() == RowStatus.REUSED && outcome.flags().isEmpty()) {
            return RowRank.SEEN_BEFORE;
        }
        boolean underWay = outcome.status() == RowStatus.PENDING || outcome.status() == RowStatus.SUBMITTED;
        boolean fine = outcome.status().hasPicture() || underWay;
        return fine && outcome.flags().isEmpty() ? RowRank.FINE : RowRank.LOOK_FIRST;
    }

    /** Whether a person has to say of it whether it goes live; what stands from before was judged then. */
    boolean toJudge() {
        return !outcome.pictures().isEmpty() && outcome.status() != RowStatus.REUSED;
    }

    /** The order of the page. */
    enum RowRank {
        LOOK_FIRST,
        FINE,
        SEEN_BEFORE
    }
}
