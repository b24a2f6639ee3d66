package dev.darkroom.manifest;

import java.util.List;
import java.util.Set;

/**
 * A fault of a row that matters only where the columns in doubt are used.
 *
 * @param columns the columns whose cells may not be what was meant
 * @param fault what is wrong, as a warning; where one of the columns is used, it is why the row is refused
 */
public record RowDoubt(List<String> columns, InputProblem fault) {

    public RowDoubt {
        columns = List.copyOf(columns);
    }

    /** Returns whether one of the columns is among those that are used. */
    public boolean concerns(Set<String> used) {
        return columns.stream().anyMatch(used::contains);
    }
}
