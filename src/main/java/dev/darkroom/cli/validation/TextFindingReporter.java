package dev.darkroom.cli.validation;

import dev.darkroom.io.CountText;
import dev.darkroom.io.SafeText;
import dev.darkroom.manifest.InputProblem;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
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
        return CountText.of(others, "more row");
    }

    private static String closing(ValidationSummary verdict) {
        if (verdict.rows() == 0 && verdict.jobProblems() > 0) {
            return CountText.of(verdict.jobProblems(), "problem") + "; no row was checked";
        }
        String apart = verdict.jobProblems() > 0 ? ", judged without what is wrong in the job: " : ": ";
        StringBuilder line = new StringBuilder(CountText.of(verdict.rows(), "row"))
                .append(apart)
                .append(verdict.valid())
                .append(" good, ")
                .append(verdict.invalid())
                .append(" bad; ")
                .append(CountText.of(verdict.warnings(), "warning"));
        if (verdict.jobProblems() > 0) {
            line.append("; ")
                    .append(CountText.of(verdict.jobProblems(), "problem"))
                    .append(" in the job");
        }
        if (verdict.urls().total() > 0) {
            line.append("; ").append(urls(verdict.urls()));
        }
        if (!verdict.traits().isEmpty()) {
            line.append("; of the sources ").append(traits(verdict.traits()));
        }
        return line.toString();
    }

    private static String traits(Map<String, Long> traits) {
        return traits.entrySet().stream()
                .map(trait -> trait.getValue() + " " + trait.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Says what was proved of the addresses; the numbers add up. */
    private static String urls(CheckedUrls urls) {
        String begun = urls.begun() + " of " + CountText.of(urls.total(), "image URL")
                + (urls.begun() == 1 ? " gives" : " give") + " what begins as a picture";
        String none = urls.unreachable() == 0 ? "" : ", " + CountText.of(urls.unreachable(), "gives none", "give none");
        String unchecked = urls.unchecked() == 0
                ? ""
                : ", " + CountText.of(urls.unchecked(), "was not checked", "were not checked");
        return begun + none + unchecked;
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
