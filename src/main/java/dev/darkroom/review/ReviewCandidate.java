package dev.darkroom.review;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.history.RowVerdict;
import dev.darkroom.ledger.rows.RowStatus;
import org.jspecify.annotations.Nullable;

/**
 * A row that a decision may be about.
 *
 * @param number its number in the manifest
 * @param id its id
 * @param line its line in the manifest
 * @param requestId the request that made its picture, null if there is none
 * @param inputKey null for an invalid row
 * @param status where it stands
 * @param pictured whether there are files of it
 * @param isCarried whether its pictures are approved as those of another run
 */
record ReviewCandidate(
        long number,
        String id,
        long line,
        @Nullable String requestId,
        @Nullable String inputKey,
        RowStatus status,
        boolean pictured,
        boolean isCarried) {

    static ReviewCandidate of(RowOutcome row) {
        RowVerdict verdict = row.verdict();
        return new ReviewCandidate(
                row.number(),
                row.id(),
                row.line(),
                row.requestId(),
                row.inputKey(),
                row.status(),
                !row.pictures().isEmpty(),
                verdict != null && !verdict.isOwn());
    }

    /** Returns whether all that the decision says of the row besides its id is true of this one. */
    boolean agrees(DecisionLine decision) {
        Long row = decision.row();
        return (row == null || row == line)
                && isLike(decision.requestId(), requestId)
                && isLike(decision.inputKey(), inputKey);
    }

    /** Returns whether it is the same row and only its picture was made by another request since. */
    boolean wasMadeAgain(DecisionLine decision) {
        Long row = decision.row();
        return (row == null || row == line)
                && isLike(decision.inputKey(), inputKey)
                && !isLike(decision.requestId(), requestId);
    }

    private static boolean isLike(String given, @Nullable String own) {
        return given.isEmpty() || (own != null && SpreadsheetNumber.mayBe(given, own));
    }
}
