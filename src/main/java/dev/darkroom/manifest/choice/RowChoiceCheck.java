package dev.darkroom.manifest.choice;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.io.NearestNameFinder;
import dev.darkroom.manifest.ManifestFormat;
import dev.darkroom.manifest.ManifestSurvey;
import dev.darkroom.manifest.choice.Condition.NamedColumn;
import dev.darkroom.manifest.preparation.JobInputProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what a job says of its rows against the manifest they are in. */
public final class RowChoiceCheck {

    private static final int MAX_SHOWN = 5;

    private RowChoiceCheck() {}

    /**
     * Returns what is wrong with it, each at its place in the job file.
     *
     * @param survey of the chosen rows
     */
    public static List<JobInputProblem> problems(
            RowChoice choice, @Nullable PriorityRule priority, ManifestSurvey survey) {
        List<JobInputProblem> problems = new ArrayList<>();
        boolean unread = survey.sha256().isEmpty();
        boolean withoutColumns =
                survey.format() == ManifestFormat.JSONL && survey.columns().isEmpty();
        if (unread || withoutColumns) {
            return problems;
        }
        Condition where = choice.where();
        if (where != null) {
            for (NamedColumn column : unknown(where, survey.columns())) {
                problems.add(problem(
                        "/rows/where",
                        ErrorCode.UNKNOWN_COLUMN,
                        survey.file() + " has no column " + column.name() + ", at character " + column.character()
                                + " of the condition " + where,
                        instead(column.name(), survey.columns())));
            }
        }
        if (priority != null && !survey.columns().contains(priority.column())) {
            problems.add(problem(
                    "/priority",
                    ErrorCode.UNKNOWN_COLUMN,
                    survey.file() + " has no column " + priority.column() + ", which priority names",
                    instead(priority.column(), survey.columns())));
        }
        if (problems.isEmpty() && !choice.isAll() && survey.rows() == 0) {
            problems.add(problem(
                    "/rows",
                    ErrorCode.BAD_VALUE,
                    "no row of " + survey.file() + " is chosen: " + choice.message(),
                    "Compare with what the manifest holds; letters of values count as they are written"));
        }
        return problems;
    }

    /** Returns the columns that a condition names and that are not known. */
    public static List<NamedColumn> unknown(Condition condition, Collection<String> known) {
        return condition.columns().stream()
                .filter(column -> !known.contains(column.name()))
                .toList();
    }

    /** Returns a problem if some of the ids that are to be worked on are no row's. */
    public static List<JobInputProblem> missing(Set<String> ids, String file) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String shown = ids.stream().limit(MAX_SHOWN).collect(Collectors.joining(", "));
        String more = ids.size() > MAX_SHOWN ? " and " + (ids.size() - MAX_SHOWN) + " more" : "";
        return List.of(problem(
                "/rows/ids",
                ErrorCode.BAD_VALUE,
                "no row of " + file + " has the id " + shown + more,
                "Take such ids out of the file that --ids or rows.ids names, or mend them there"));
    }

    /** Names the column that was probably meant. */
    public static String instead(String written, Collection<String> known) {
        return "The nearest one is " + NearestNameFinder.find(written, known).orElse("none");
    }

    private static JobInputProblem problem(String pointer, ErrorCode code, String message, String remedy) {
        return new JobInputProblem(pointer, code.code(), message, remedy);
    }
}
