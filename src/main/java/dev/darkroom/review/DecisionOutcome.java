package dev.darkroom.review;

import dev.darkroom.ledger.verdicts.RecordedVerdict;
import org.jspecify.annotations.Nullable;

/**
 * What became of a decision that a page sent.
 *
 * @param result whether it is in the ledger
 * @param message why not, for people; empty if there is nothing to say
 * @param row the row's number in the manifest, 0 if the row is not known
 * @param last the last word on the row in the ledger, null if there is none or the row is not known
 */
public record DecisionOutcome(
        DecisionResult result,
        String message,
        long row,
        @Nullable RecordedVerdict last) {

    /** Whether a decision is in the ledger. */
    public enum DecisionResult {
        /** It is, durably, or was before. */
        RECORDED,
        /** It is not: somebody else says something else, and the job's rule does not let it stand. */
        CONFLICT,
        /** It is not: the row cannot be judged so. */
        REFUSED
    }
}
