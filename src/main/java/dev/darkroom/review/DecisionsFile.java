package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.SavedTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code decisions.csv}, as the report's page exports it or a spreadsheet has saved it. */
final class DecisionsFile {

    private final String name;
    private final String run;
    private final List<DecisionLine> decisions = new ArrayList<>();
    private final List<InputProblem> problems = new ArrayList<>();

    private DecisionsFile(String name, String run) {
        this.name = name;
        this.run = run;
    }

    /**
     * Reads the file. Lines without a decision are left out.
     *
     * @param name the file as the user named it
     * @param run the id of the run it must be about
     * @throws ManifestException if it cannot be read, is another run's or says what cannot be understood
     */
    static List<DecisionLine> read(Path file, String name, String run) throws IOException {
        DecisionsFile reading = new DecisionsFile(name, run);
        try (SavedTable table = SavedTable.open(file, name, Set.of("id", "decision"))) {
            for (SavedTable.TableLine line = table.read(); line != null; line = table.read()) {
                reading.take(line);
            }
        }
        if (!reading.problems.isEmpty()) {
            throw new ManifestException(reading.problems);
        }
        return reading.decisions;
    }

    private void take(SavedTable.TableLine line) {
        String other = line.cell("run");
        if (!other.isEmpty() && !other.equalsIgnoreCase(run)) {
            throw new ManifestException(List.of(problem(
                    line,
                    "run",
                    ErrorCode.OTHER_RUN,
                    "the decisions are about the run " + other + ", not about " + run,
                    "Name that run, or take the decisions from this one's report")));
        }
        String word = line.cell("decision");
        ReviewVerdict judgement = ReviewVerdict.of(word).orElse(null);
        if (judgement == null) {
            problems.add(problem(
                    line,
                    "decision",
                    ErrorCode.UNKNOWN_DECISION,
                    "the decision " + word + " is not known",
                    "Write approved or rejected; leave it empty where nothing is decided"));
        } else if (judgement != ReviewVerdict.NONE) {
            add(line, judgement);
        }
    }

    private void add(SavedTable.TableLine line, ReviewVerdict judgement) {
        String id = line.cell("id");
        if (id.isEmpty()) {
            problems.add(
                    problem(line, "id", ErrorCode.MISSING_ID, "the decision is about no row", "Fill in the row's id"));
            return;
        }
        String given = line.cell("line");
        Long row = whole(given);
        if (row == null && !given.isEmpty()) {
            String message = given + " is not a line of a manifest";
            problems.add(problem(
                    line, "line", ErrorCode.BAD_LINE, message, "Take the line from results.csv, or empty the cell"));
            return;
        }
        DecisionLine decision = new DecisionLine(
                line.number(), id, judgement, line.cell("note"), row, line.cell("request_id"), line.cell("input_key"));
        if (judgement == ReviewVerdict.REJECTED
                && decision.prompt().filter(String::isEmpty).isPresent()) {
            String remedy = "Write the new prompt behind prompt:, or another note";
            problems.add(problem(
                    line, "note", ErrorCode.EMPTY_PROMPT, "the note asks for a new prompt and gives none", remedy));
            return;
        }
        decisions.add(decision);
    }

    private static @Nullable Long whole(String text) {
        try {
            return SpreadsheetNumber.of(text)
                    .map(SpreadsheetNumber::value)
                    .map(BigDecimal::longValueExact)
                    .orElse(null);
        } catch (ArithmeticException broken) {
            return null;
        }
    }

    private InputProblem problem(
            SavedTable.TableLine line, String column, ErrorCode code, String message, String remedy) {
        return new InputProblem(name, line.number(), column, code, message, remedy, false);
    }
}
