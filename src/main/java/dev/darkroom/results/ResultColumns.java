package dev.darkroom.results;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of the results manifest: Darkroom's own, as {@link ResultColumn} orders them, then the user's. */
final class ResultColumns {

    /** The version of the results' columns; see docs/programs.md. */
    static final int FORMAT = 1;

    static final List<String> OWN =
            ResultColumn.OWN.stream().map(ResultColumn::title).toList();

    private static final List<String> OF_REVIEW =
            ResultColumn.REVIEW.stream().map(ResultColumn::title).toList();

    private final Map<String, String> kept = new LinkedHashMap<>();
    private final List<ResultColumn> review;

    /**
     * Makes those of a run that nobody has reviewed.
     *
     * @param kept the user's own columns, in order
     */
    ResultColumns(List<String> kept) {
        this(kept, false);
    }

    /**
     * @param kept the user's own columns, in order
     * @param reviewed whether the columns of verdicts are there; columns of the user's have no such name in any case, so that
     *     a review renames none
     */
    ResultColumns(List<String> kept, boolean reviewed) {
        this.review = reviewed ? ResultColumn.REVIEW : List.of();
        Set<String> taken = new HashSet<>(OWN);
        taken.addAll(OF_REVIEW);
        for (String column : kept) {
            this.kept.computeIfAbsent(column, name -> free(name, taken));
        }
    }

    private static String free(String column, Set<String> taken) {
        String name = column;
        while (!taken.add(name)) {
            name = "kept_" + name;
        }
        return name;
    }

    /** The user's columns by their own names, with the names they have in the results. */
    Map<String, String> kept() {
        return kept;
    }

    /** The columns of verdicts; none in results of a run that nobody has reviewed. */
    List<ResultColumn> review() {
        return review;
    }

    /** All columns' names in the results. */
    List<String> names() {
        List<String> names = new ArrayList<>(OWN);
        names.addAll(kept.values());
        review.forEach(column -> names.add(column.title()));
        return names;
    }
}
