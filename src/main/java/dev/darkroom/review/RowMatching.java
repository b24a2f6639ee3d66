package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the rows that decisions are about, in one pass over the run, by id, line, request and input, whatever a
 * spreadsheet has made of an id: {@code 00123} comes back as {@code 123}, a long number as {@code 1.23457E+11}.
 */
final class RowMatching {

    private final List<RowSearch> searches = new ArrayList<>();
    private final Map<String, List<RowSearch>> byId = new HashMap<>();
    private final Map<Long, List<RowSearch>> byLine = new HashMap<>();
    /** Those whose id is a number, by how many digits of it are known, and by these. */
    private final Map<Integer, Map<BigDecimal, List<RowSearch>>> byNumber = new HashMap<>();

    RowMatching(List<DecisionLine> decisions) {
        for (DecisionLine decision : decisions) {
            RowSearch search = new RowSearch(decision);
            searches.add(search);
            byId.computeIfAbsent(decision.id(), id -> new ArrayList<>()).add(search);
            Long line = decision.row();
            if (line != null) {
                byLine.computeIfAbsent(line, row -> new ArrayList<>()).add(search);
            }
            SpreadsheetNumber.of(decision.id())
                    .ifPresent(number -> byNumber.computeIfAbsent(number.digits(), digits -> new HashMap<>())
                            .computeIfAbsent(number.shownWith(number.digits()), value -> new ArrayList<>())
                            .add(search));
        }
    }

    /** Matches a row of the run with the decisions; all rows come, in the manifest's order. */
    void offer(ReviewCandidate row) {
        Set<RowSearch> calling = calling(row.id());
        calling.forEach(search -> search.called(row));
        for (RowSearch search : byLine.getOrDefault(row.line(), List.of())) {
            if (!calling.contains(search)) {
                search.onLine(row);
            }
        }
    }

    private Set<RowSearch> calling(String id) {
        Set<RowSearch> calling = new LinkedHashSet<>(byId.getOrDefault(id, List.of()));
        Optional<SpreadsheetNumber> number = byNumber.isEmpty() ? Optional.empty() : SpreadsheetNumber.of(id);
        number.ifPresent(value -> byNumber.forEach((digits, searched) -> {
            calling.addAll(searched.getOrDefault(value.shownWith(digits), List.of()));
            calling.addAll(searched.getOrDefault(value.cutTo(digits), List.of()));
        }));
        return calling;
    }

    /**
     * The decisions by their rows' numbers, after all rows were offered; of each row those that are unlike, or of different
     * people, in the order in which they were read.
     *
     * @param run the run's id
     * @param problems takes what is wrong with them
     */
    Map<Long, List<DecisionLine>> judged(String run, List<InputProblem> problems) {
        Map<Long, List<DecisionLine>> judged = new HashMap<>();
        for (RowSearch search : searches) {
            ReviewCandidate row = search.found();
            if (row == null) {
                problems.add(search.problem(run));
                continue;
            }
            DecisionLine decision = search.decision();
            Reviewability.problem(row, decision).ifPresent(problems::add);
            List<DecisionLine> before = judged.computeIfAbsent(row.number(), number -> new ArrayList<>());
            before.stream()
                    .filter(other -> contradict(other, decision))
                    .findFirst()
                    .ifPresent(other -> problems.add(contradiction(row, other, decision)));
            if (before.stream().noneMatch(decision::repeats)) {
                before.add(decision);
            }
        }
        return judged;
    }

    /** Returns whether one person says two things in one file, and not when. */
    private static boolean contradict(DecisionLine one, DecisionLine other) {
        return one.file().equals(other.file())
                && one.reviewer().equals(other.reviewer())
                && !one.isLike(other)
                && (one.decidedAt() == null || one.decidedAt().equals(other.decidedAt()) || other.decidedAt() == null);
    }

    private static InputProblem contradiction(ReviewCandidate row, DecisionLine before, DecisionLine decision) {
        String message = "the row " + row.id() + " is " + message(before) + " on line " + before.at() + " and "
                + message(decision) + " on line " + decision.at();
        return new InputProblem(
                decision.file(),
                decision.at(),
                "decision",
                ErrorCode.TWO_DECISIONS,
                message,
                "Delete one of the two lines",
                false);
    }

    private static String message(DecisionLine decision) {
        String word = decision.verdict().keyword();
        return decision.prompt()
                .map(prompt -> word + " with the prompt \"" + prompt + '"')
                .orElse(word);
    }
}
