package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.RowStatus;

/**
 * A row as the contact sheet shows it: its input and its outcome.
 *
 * @param outcome what became of it
 * @param input what it requested
 */
record PageRow(RowOutcome outcome, DisplayedInput input) {

    /** Returns the rank by which a person should see it. */
    RowRank rank() {
        if (outcome.status() == RowStatus.REUSED && outcome.flags().isEmpty()) {
            return RowRank.SEEN_BEFORE;
        }
        boolean underWay = outcome.status() == RowStatus.PENDING || outcome.status() == RowStatus.SUBMITTED;
        boolean fine = outcome.status().hasPicture() || underWay;
        return fine && outcome.flags().isEmpty() ? RowRank.FINE : RowRank.LOOK_FIRST;
    }

    /**
     * Returns whether a person has to say of it whether it goes live; a reused picture was judged before, unless somebody judges it
     * as this row's too.
     */
    boolean toJudge() {
        RowVerdict said = outcome.verdict();
        boolean isJudgedHere = said != null && said.isOwn();
        return !outcome.pictures().isEmpty() && (outcome.status() != RowStatus.REUSED || isJudgedHere);
    }

    /** The order of the page. */
    enum RowRank {
        LOOK_FIRST,
        FINE,
        SEEN_BEFORE
    }
}
