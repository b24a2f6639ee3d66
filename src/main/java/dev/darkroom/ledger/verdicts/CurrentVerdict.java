package dev.darkroom.ledger.verdicts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rule by which one of the verdicts on a row's pictures stands: the one that was recorded last. A withdrawal leaves the
 * row undecided, whatever was said before it. Whether a verdict may be recorded over another person's is decided before.
 */
public final class CurrentVerdict {

    private CurrentVerdict() {}

    /**
     * Returns the last word, which may be a withdrawal; empty if nobody has said anything.
     *
     * @param history in the order in which it was recorded
     */
    public static Optional<RecordedVerdict> lastWord(List<RecordedVerdict> history) {
        return history.isEmpty() ? Optional.empty() : Optional.of(history.get(history.size() - 1));
    }

    /** Returns the verdict that stands; empty if the row is undecided. */
    public static Optional<RecordedVerdict> standing(List<RecordedVerdict> history) {
        return lastWord(history).filter(last -> last.verdict() != Verdict.WITHDRAWN);
    }

    /** Returns the names of those who have judged since the last withdrawal; people who gave none are left out. */
    public static Set<String> reviewers(List<RecordedVerdict> history) {
        List<String> names = new ArrayList<>();
        for (RecordedVerdict said : history) {
            if (said.verdict() == Verdict.WITHDRAWN) {
                names.clear();
            } else if (said.reviewer() != null) {
                names.add(said.reviewer());
            }
        }
        return new TreeSet<>(names);
    }
}
