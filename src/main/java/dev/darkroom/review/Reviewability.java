package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.InputProblem;
import java.util.Optional;

/** Decides which rows can be judged: those with a picture; and those that came to none may be made again. */
final class Reviewability {

    private Reviewability() {}

    /** Returns why the row cannot be judged so; empty if it can. */
    static Optional<InputProblem> problem(ReviewCandidate row, DecisionLine decision) {
        if (row.pictured() || decision.verdict() == Verdict.WITHDRAWN) {
            return Optional.empty();
        }
        String what = "the row " + row.id() + " is " + row.status().keyword() + " and has no picture";
        boolean reject = decision.verdict() == Verdict.REJECTED;
        return switch (row.status()) {
            case FAILED, CANCELLED, SUCCEEDED, REUSED ->
                reject
                        ? Optional.empty()
                        : said(decision, what + " to approve", "Reject it to have it made again, or delete the line");
            case REJECTED -> said(decision, what, "It was never sent: mend it in the manifest, and delete the line");
            case TIMED_OUT, DOWNLOAD_FAILED, SUBMITTED, PENDING ->
                said(decision, what + " yet", "Let the run go on first with 'resume', or delete the line");
            case UNKNOWN ->
                said(
                        decision,
                        what + ", but may have been billed",
                        "Settle it first: 'status' says how; or delete the line");
        };
    }

    private static Optional<InputProblem> said(DecisionLine decision, String message, String remedy) {
        return Optional.of(new InputProblem(
                decision.file(), decision.at(), "decision", ErrorCode.NOTHING_TO_JUDGE, message, remedy, false));
    }
}
