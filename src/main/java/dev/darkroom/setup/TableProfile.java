package dev.darkroom.setup;

import dev.darkroom.manifest.CellTexts;
import dev.darkroom.manifest.Manifest;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.IOException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The columns of a table, as one pass over all its rows finds them.
 *
 * @param rows how many
 * @param columns in the table's order
 */
record TableProfile(long rows, List<ColumnProfile> columns) {

    private static final int MAX_COLUMNS = 2_000;

    TableProfile {
        columns = List.copyOf(columns);
    }

    /**
     * Reads a table.
     *
     * @throws dev.darkroom.manifest.ManifestException if it cannot be read as a whole
     */
    static TableProfile of(Manifest table) throws IOException {
        Map<String, ColumnProfile> columns = new LinkedHashMap<>();
        long rows = 0;
        try (ManifestReader reader = table.open()) {
            for (ManifestRow row = reader.read(); row != null; row = reader.read()) {
                rows++;
                row.cells().properties().forEach(cell -> {
                    if (columns.size() < MAX_COLUMNS || columns.containsKey(cell.getKey())) {
                        columns.computeIfAbsent(cell.getKey(), ColumnProfile::new)
                                .add(CellTexts.text(cell.getValue()));
                    }
                });
            }
            reader.columns().stream()
                    .limit(MAX_COLUMNS)
                    .forEach(column -> columns.computeIfAbsent(column, ColumnProfile::new));
            Map<String, Integer> order = new LinkedHashMap<>();
            reader.columns().forEach(column -> order.put(column, order.size()));
            return new TableProfile(
                    rows,
                    columns.values().stream()
                            .sorted(Comparator.comparingInt(
                                    column -> order.getOrDefault(column.name(), Integer.MAX_VALUE)))
                            .toList());
        }
    }

    boolean has(String column) {
        return columns.stream().anyMatch(each -> each.name().equals(column));
    }

    /** Returns the columns that fit a role by their name, the best first, and of equal ones the fuller. */
    List<ColumnProfile> fitting(ColumnRole role) {
        return columns.stream()
                .filter(ColumnProfile::isNameable)
                .filter(column -> column.filled() > 0 && role.fit(column.name()) > 0)
                .sorted(Comparator.comparingInt((ColumnProfile column) -> -role.fit(column.name()))
                        .thenComparing(column -> -column.filled()))
                .toList();
    }

    Optional<ColumnProfile> first(ColumnRole role, Predicate<ColumnProfile> wanted) {
        return fitting(role).stream().filter(wanted).findFirst();
    }

    boolean isFull(ColumnProfile column) {
        return column.filled() == rows;
    }
}
