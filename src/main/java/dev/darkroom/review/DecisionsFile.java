package dev.darkroom.review;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.ledger.verdicts.Verdict;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.SavedTable;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a {@code decisions.csv}, as the report's page exports it or a spreadsheet has saved it. */
final class DecisionsFile {

    private final String name;
    private final String run;
    private final String reviewer;
    private final List<DecisionLine> decisions = new ArrayList<>();
    private final List<InputProblem> problems = new ArrayList<>();

    private DecisionsFile(String name, String run, String reviewer) {
        this.name = name;
        this.run = run;
        this.reviewer = reviewer;
    }

    /**
     * Reads the file. Lines without a decision are left out.
     *
     * @param name the file as the user named it
     * @param run the id of the run it must be about
     * @param reviewer who decided where the file does not say it; empty if that is not known
     * @throws ManifestException if it cannot be read, is another run's or says what cannot be understood
     */
    static List<DecisionLine> read(Path file, String name, String run, String reviewer) throws IOException {
        DecisionsFile reading = new DecisionsFile(name, run, reviewer);
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
        if (VerdictWords.isNone(word)) {
            return;
        }
        Verdict verdict = VerdictWords.of(word).orElse(null);
        if (verdict == null) {
            problems.add(problem(
                    line,
                    "decision",
                    ErrorCode.UNKNOWN_DECISION,
                    "the decision " + word + " is not known",
                    "Write approved, rejected or withdrawn; leave it empty where nothing is decided"));
        } else {
            add(line, verdict);
        }
    }

    private void add(SavedTable.TableLine line, Verdict verdict) {
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
        String time = line.cell("reviewed_at");
        Instant decidedAt = time(time);
        if (decidedAt == null && !time.isEmpty()) {
            problems.add(problem(
                    line,
                    "reviewed_at",
                    ErrorCode.BAD_TIME,
                    time + " is not a time",
                    "Write it as 2026-11-21T08:30:00Z, or empty the cell"));
            return;
        }
        String by = line.cell("reviewer");
        DecisionLine decision = new DecisionLine(
                name,
                line.number(),
                id,
                verdict,
                line.cell("note"),
                row,
                line.cell("request_id"),
                line.cell("input_key"),
                by.isEmpty() ? reviewer : by,
                decidedAt);
        if (verdict == Verdict.REJECTED
                && decision.prompt().filter(String::isEmpty).isPresent()) {
            String remedy = "Write the new prompt behind prompt:, or another note";
            problems.add(problem(
                    line, "note", ErrorCode.EMPTY_PROMPT, "the note asks for a new prompt and gives none", remedy));
            return;
        }
        decisions.add(decision);
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : DecisionTime.read(text);
        } catch (DateTimeException unreadable) {
            return null;
        }
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
