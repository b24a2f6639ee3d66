package dev.darkroom.manifest.preparation;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.manifest.InputProblem;
import dev.darkroom.models.InputFinding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong and what is in doubt with one row. Used by one thread. */
final class RowFindings {

    private final String file;
    private final long line;
    private final List<InputProblem> problems = new ArrayList<>();
    private final List<InputProblem> warnings = new ArrayList<>();

    /** @param file the manifest's file that the row is from, as problems name it */
    RowFindings(String file, long line) {
        this.file = file;
        this.line = line;
    }

    /** Adds a finding where it belongs: to the problems, or to the warnings if it is one. */
    void add(InputProblem finding) {
        (finding.warning() ? warnings : problems).add(finding);
    }

    void add(RowInputBuilder given, InputFinding finding, boolean warning) {
        String column = given.column(finding.field());
        add(new InputProblem(file, line, column, finding.code(), finding.message(), finding.remedy(), warning));
    }

    void problem(@Nullable String column, ErrorCode code, String message, String remedy) {
        add(new InputProblem(file, line, column, code, message, remedy, false));
    }

    void warning(@Nullable String column, ErrorCode code, String message, String remedy) {
        add(new InputProblem(file, line, column, code, message, remedy, true));
    }

    /** Returns whether what was found so far rejects the row. */
    boolean reject() {
        return !problems.isEmpty();
    }

    List<InputProblem> problems() {
        return problems;
    }

    List<InputProblem> warnings() {
        return warnings;
    }
}
