package dev.darkroom.results;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the kept columns that reports are requested for, by their own names or those they have in the results. */
final class ByColumns {

    private static final String ALWAYS_THERE = "model";

    private ByColumns() {}

    /** @throws UnknownColumnException if there is no such column */
    static List<String> of(List<String> requested, ResultColumns columns) {
        Set<String> found = new LinkedHashSet<>();
        for (String name : requested) {
            String column = columns.kept().containsKey(name) ? name : byResultName(name, columns);
            if (column != null) {
                found.add(column);
            } else if (!name.equals(ALWAYS_THERE)) {
                throw UnknownColumnException.of("report", name, columns.kept().keySet());
            }
        }
        return List.copyOf(found);
    }

    static boolean has(String name, ResultColumns columns) {
        return name.equals(ALWAYS_THERE)
                || columns.kept().containsKey(name)
                || columns.kept().containsValue(name);
    }

    private static @Nullable String byResultName(String name, ResultColumns columns) {
        return columns.kept().entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }
}
