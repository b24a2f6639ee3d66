package dev.darkroom.cli.validation;

import dev.darkroom.io.SafeText;
import dev.darkroom.manifest.InputProblem;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports findings for a person, a line each. Warnings that are the same in many rows are told once, at the end, with
 * the first place and their number; so are the problems that a fault of the job causes in its rows.
 */
public final class TextFindingReporter implements FindingReporter {

    private static final int MAX_GROUPS = 1_000;

    private final PrintWriter out;
    private final Map<FindingKind, FindingGroup> groups = new LinkedHashMap<>();
    private boolean jobAtFault;

    public TextFindingReporter(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void ofJob(InputProblem problem) {
        jobAtFault |= !problem.warning();
        print(problem.toString());
    }

    @Override
    public void ofRow(InputProblem problem) {
        if (!problem.warning() && !jobAtFault) {
            print(problem.toString());
            return;
        }
        FindingKind kind = new FindingKind(problem.code(), problem.column(), problem.message());
        FindingGroup group = groups.get(kind);
        if (group != null) {
            group.count++;
        } else if (groups.size() < MAX_GROUPS) {
            groups.put(kind, new FindingGroup(problem));
        } else {
            print(problem.toString());
        }
    }

    @Override
    public void end(ValidationSummary verdict) {
        for (FindingGroup group : groups.values()) {
            print(group.count == 1 ? group.first.toString() : group.first + " (and in " + more(group) + ")");
        }
        print(closing(verdict));
    }

    private static String more(FindingGroup group) {
        long others = group.count - 1;
        return others == 1 ? "1 more row" : others + " more rows";
    }

    private static String closing(ValidationSummary verdict) {
        if (verdict.rows() == 0 && verdict.jobProblems() > 0) {
            return count(verdict.jobProblems(), "problem") + "; no row was checked";
        }
        String apart = verdict.jobProblems() > 0 ? ", judged without what is wrong in the job: " : ": ";
        StringBuilder line = new StringBuilder(count(verdict.rows(), "row"))
                .append(apart)
                .append(verdict.valid())
                .append(" good, ")
                .append(verdict.invalid())
                .append(" bad; ")
                .append(count(verdict.warnings(), "warning"));
        if (verdict.jobProblems() > 0) {
            line.append("; ").append(count(verdict.jobProblems(), "problem")).append(" in the job");
        }
        if (verdict.unreachable() > 0) {
            line.append("; ").append(verdict.unreachable()).append(" image URLs without a picture");
        }
        if (verdict.pictures() > 0) {
            line.append("; ").append(verdict.pictures()).append(" image URLs give what begins as a picture");
        }
        return line.toString();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void print(String line) {
        out.println(SafeText.line(line));
    }

    /** The part in which two findings are the same but for their rows. */
    private record FindingKind(String code, @Nullable String column, String message) {}

    private static final class FindingGroup {

        private final InputProblem first;
        private long count = 1;

        private FindingGroup(InputProblem first) {
            this.first = first;
        }
    }
}
