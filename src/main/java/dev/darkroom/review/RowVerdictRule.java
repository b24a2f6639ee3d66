package dev.darkroom.review;

import dev.darkroom.ledger.history.StoredReviews;
import dev.darkroom.ledger.verdicts.CurrentVerdict;
import dev.darkroom.ledger.verdicts.RecordedVerdict;
import dev.darkroom.ledger.verdicts.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rule for what is recorded of a row that people say something of. Each person's last word counts. Where people agree
 * all of it is recorded. Else the word is recorded that beats every other one: its person may overrule the others, and
 * they not this one, or else it is the later one. If there is none, nothing is recorded, and the row stays as it was.
 *
 * @param mayOverrule whether a person of this name may overrule another one; the name is empty where none is given
 * @param now the time of words that do not tell their own
 */
record RowVerdictRule(Predicate<String> mayOverrule, Instant now) {

    /**
     * Applies the rule to rows, by their numbers.
     *
     * @param judged what was read of each; one of which nothing is left is passed over
     * @param histories what is recorded of them
     * @param carried those that have an approval of another run
     * @return in the order of their numbers
     */
    Map<Long, RowDecision> decideAll(
            Map<Long, List<DecisionLine>> judged, Map<Long, List<RecordedVerdict>> histories, BitSet carried) {
        Map<Long, RowDecision> decisions = new TreeMap<>();
        judged.forEach((number, lines) -> {
            if (!lines.isEmpty()) {
                List<RecordedVerdict> history = histories.getOrDefault(number, List.of());
                decisions.put(number, decide(history, lines, carried.get(number.intValue())));
            }
        });
        return decisions;
    }

    /**
     * Applies the rule.
     *
     * @param history what is recorded of the row, in that order
     * @param lines what was read of it, of all files
     * @param isCarried whether it has an approval of another run, which a withdrawal takes back here
     */
    RowDecision decide(List<RecordedVerdict> history, List<DecisionLine> lines, boolean isCarried) {
        Optional<ReviewWord> before = CurrentVerdict.standing(history).map(ReviewWord::standing);
        List<ReviewWord> words = lastWords(holding(history), newWords(history, lines), isCarried);
        boolean agreed = words.stream().allMatch(word -> word.isLike(words.get(0)));
        List<ReviewWord> winners = words.stream()
                .filter(word -> words.stream().allMatch(other -> word.isLike(other) || beats(word, other)))
                .toList();
        List<ReviewWord> recorded = recorded(words, winners);
        ReviewWord standing = recorded.isEmpty() ? before.orElse(null) : recorded.get(recorded.size() - 1);
        return new RowDecision(
                recorded.stream().map(ReviewWord::said).toList(),
                standing != null && standing.said().verdict() == Verdict.WITHDRAWN ? null : standing,
                recorded.stream().anyMatch(word -> word.said().verdict() == Verdict.WITHDRAWN),
                agreed ? List.of() : words,
                winners);
    }

    /** Returns the new words of winners, and before them those of people who agree and could not win by themselves. */
    private static List<ReviewWord> recorded(List<ReviewWord> words, List<ReviewWord> winners) {
        return words.stream()
                .filter(word -> !word.recorded() && winners.stream().anyMatch(word::isLike))
                .sorted(Comparator.comparing(winners::contains))
                .toList();
    }

    private List<ReviewWord> newWords(List<RecordedVerdict> history, List<DecisionLine> lines) {
        List<DecisionLine> unnamed =
                lines.stream().filter(line -> line.reviewer().isEmpty()).toList();
        boolean disagree = unnamed.stream()
                .anyMatch(line -> !line.isLike(unnamed.get(0))
                        && !line.file().equals(unnamed.get(0).file()));
        List<ReviewWord> words = new ArrayList<>();
        for (DecisionLine line : lines) {
            boolean isOneOfMany = disagree && line.reviewer().isEmpty();
            ReviewWord word = ReviewWord.read(line, isOneOfMany ? "\0" + line.file() : line.reviewer(), now);
            if (isOneOfMany ? !isThere(word.said(), history) : !StoredReviews.isRecorded(word.said(), history)) {
                words.add(word);
            }
        }
        words.sort(Comparator.comparing((ReviewWord word) -> word.said().decidedAt()));
        return words;
    }

    /** Returns the recorded words of all who say what stands: who agreed with others does not undo their word with his own. */
    private static List<ReviewWord> holding(List<RecordedVerdict> history) {
        Map<String, ReviewWord> words = new LinkedHashMap<>();
        for (RecordedVerdict said : history) {
            if (said.verdict() == Verdict.WITHDRAWN) {
                words.clear();
            } else {
                ReviewWord word = ReviewWord.standing(said);
                words.remove(word.name());
                words.put(word.name(), word);
            }
        }
        Optional<ReviewWord> standing = CurrentVerdict.standing(history).map(ReviewWord::standing);
        return words.values().stream()
                .filter(word -> standing.filter(word::isLike).isPresent())
                .toList();
    }

    private static boolean isThere(RecordedVerdict said, List<RecordedVerdict> history) {
        return history.stream()
                .anyMatch(other -> said.repeats(other) && said.decidedAt().equals(other.decidedAt()));
    }

    /** Returns each person's last word; several of one person, of which it cannot be told which is the last, are all left. */
    private static List<ReviewWord> lastWords(List<ReviewWord> before, List<ReviewWord> words, boolean isCarried) {
        List<ReviewWord> last = new ArrayList<>(before);
        for (ReviewWord word : words) {
            last.removeIf(earlier -> isReplacedBy(earlier, word));
            last.add(word);
        }
        if (before.isEmpty() && !isCarried) {
            last.removeIf(word -> word.said().verdict() == Verdict.WITHDRAWN);
        }
        return last;
    }

    private static boolean isReplacedBy(ReviewWord earlier, ReviewWord word) {
        boolean isSamePerson = earlier.person().equals(word.person())
                || (earlier.recorded() && earlier.name().equals(word.name()));
        return isSamePerson && (earlier.isLike(word) || word.isLater(earlier));
    }

    private boolean beats(ReviewWord word, ReviewWord other) {
        if (word.person().equals(other.person())) {
            return word.isLater(other);
        }
        boolean mayBeBeaten = mayOverrule.test(other.name());
        return mayOverrule.test(word.name()) && (!mayBeBeaten || word.isLater(other));
    }

    /**
     * What is done about a row.
     *
     * @param recorded what is to be recorded, in this order
     * @param standing what stands afterwards, null if the row is undecided
     * @param withdrawn whether an earlier verdict is taken back
     * @param conflict the words of people who disagree; empty if they do not
     * @param winners those of them that stand; empty if none beats the others
     */
    record RowDecision(
            List<RecordedVerdict> recorded,
            @Nullable ReviewWord standing,
            boolean withdrawn,
            List<ReviewWord> conflict,
            List<ReviewWord> winners) {

        /** Returns whether people disagree and the rule does not tell who is right. */
        boolean isOpen() {
            return !conflict.isEmpty() && winners.isEmpty();
        }

        /** Returns what becomes of one of the words in conflict. */
        String outcome(ReviewWord word) {
            if (isOpen()) {
                return word.recorded() ? "stands" : "not taken";
            }
            return winners.stream().anyMatch(word::isLike) ? "stands" : "overruled";
        }
    }
}
