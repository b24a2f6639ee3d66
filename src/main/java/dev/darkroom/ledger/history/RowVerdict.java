package dev.darkroom.ledger.history;

import dev.darkroom.ledger.verdicts.CurrentVerdict;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people have said of a row's pictures.
 *
 * @param last the last word, which may be a withdrawal
 * @param reviewers the names of all who have judged them since the last withdrawal, sorted
 * @param carriedFrom the id of the run in which the pictures were approved, if that is not this one: the row reuses them; else
 *     null
 */
public record RowVerdict(
        RecordedVerdict last,
        List<String> reviewers,
        @Nullable String carriedFrom) {

    public RowVerdict {
        Objects.requireNonNull(last, "last is null");
        reviewers = List.copyOf(reviewers);
    }

    /**
     * Sums up what was said of a row in its own run.
     *
     * @param history in the order in which it was recorded, not empty
     */
    static RowVerdict own(List<RecordedVerdict> history) {
        RecordedVerdict last = CurrentVerdict.lastWord(history).orElseThrow();
        return of(last, CurrentVerdict.reviewers(history), last.handedOnBy());
    }

    /** Makes the approval that a row has from another run. */
    static RowVerdict carried(RecordedVerdict approval, String run) {
        String handedOn = approval.handedOnBy();
        Set<String> names = approval.reviewer() == null ? Set.of() : Set.of(approval.reviewer());
        return of(approval, names, handedOn == null ? run : handedOn);
    }

    private static RowVerdict of(RecordedVerdict last, Set<String> names, @Nullable String run) {
        return new RowVerdict(last, List.copyOf(names), run);
    }

    /** Returns whether somebody has said it in the row's own run. */
    public boolean isOwn() {
        return carriedFrom == null;
    }

    /** Returns whether the pictures are approved. */
    public boolean isApproved() {
        return last.verdict() == Verdict.APPROVED;
    }

    /** Returns whether the pictures are rejected. */
    public boolean isRejected() {
        return last.verdict() == Verdict.REJECTED;
    }
}
