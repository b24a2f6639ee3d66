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

    private final Map<String, String> kept = new LinkedHashMap<>();

    /** @param kept the user's own columns, in order */
    ResultColumns(List<String> kept) {
        Set<String> taken = new HashSet<>(OWN);
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

    /** All columns' names in the results. */
    List<String> names() {
        List<String> names = new ArrayList<>(OWN);
        names.addAll(kept.values());
        return names;
    }
}
