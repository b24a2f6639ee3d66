package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.Problem;
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

    private final List<Search> searches = new ArrayList<>();
    private final Map<String, List<Search>> byId = new HashMap<>();
    private final Map<Long, List<Search>> byLine = new HashMap<>();
    /** Those whose id is a number, by how many digits of it are known, and by these. */
    private final Map<Integer, Map<BigDecimal, List<Search>>> byNumber = new HashMap<>();

    RowMatching(List<Decision> decisions) {
        for (Decision decision : decisions) {
            Search search = new Search(decision);
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

    /** Holds a row of the run against the decisions; all rows come, in the manifest's order. */
    void offer(Candidate row) {
        Set<Search> calling = calling(row.id());
        calling.forEach(search -> search.called(row));
        for (Search search : byLine.getOrDefault(row.line(), List.of())) {
            if (!calling.contains(search)) {
                search.onLine(row);
            }
        }
    }

    private Set<Search> calling(String id) {
        Set<Search> calling = new LinkedHashSet<>(byId.getOrDefault(id, List.of()));
        Optional<SpreadsheetNumber> number = byNumber.isEmpty() ? Optional.empty() : SpreadsheetNumber.of(id);
        number.ifPresent(value -> byNumber.forEach((digits, searched) -> {
            calling.addAll(searched.getOrDefault(value.shownWith(digits), List.of()));
            calling.addAll(searched.getOrDefault(value.cutTo(digits), List.of()));
        }));
        return calling;
    }

    /**
     * The decisions by their rows' numbers, after all rows were offered.
     *
     * @param file the decisions file as the user named it
     * @param run the run's id
     * @param problems takes what is wrong with them
     */
    Map<Long, Decision> judged(String file, String run, List<Problem> problems) {
        Map<Long, Decision> judged = new HashMap<>();
        for (Search search : searches) {
            Candidate row = search.found();
            if (row == null) {
                problems.add(search.problem(file, run));
                continue;
            }
            Decision decision = search.decision();
            Standing.problem(row, decision, file).ifPresent(problems::add);
            Decision before = judged.putIfAbsent(row.number(), decision);
            if (before != null && !before.isLike(decision)) {
                problems.add(contradiction(row, before, decision, file));
            }
        }
        return judged;
    }

    private static Problem contradiction(Candidate row, Decision before, Decision decision, String file) {
        String message = "the row " + row.id() + " is " + words(before) + " on line " + before.at() + " and "
                + words(decision) + " on line " + decision.at();
        return new Problem(
                file,
                decision.at(),
                "decision",
                ErrorCode.TWO_DECISIONS,
                message,
                "Delete one of the two lines",
                false);
    }

    private static String words(Decision decision) {
        String word = decision.judgement().word();
        return decision.prompt()
                .map(prompt -> word + " with the prompt \"" + prompt + '"')
                .orElse(word);
    }
}
