package dev.darkroom.manifest.choice;

import java.util.List;

/** A part of a condition: one test of a column, or several that are joined. */
sealed interface ConditionNode {

    /** Returns whether a row meets it. */
    boolean test(CellLookup row);

    /** Holds where all of its parts do. */
    record AllOf(List<ConditionNode> parts) implements ConditionNode {

        public AllOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(CellLookup row) {
            return parts.stream().allMatch(part -> part.test(row));
        }
    }

    /** Holds where one of its parts does. */
    record AnyOf(List<ConditionNode> parts) implements ConditionNode {

        public AnyOf {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean test(CellLookup row) {
            return parts.stream().anyMatch(part -> part.test(row));
        }
    }

    /** Holds where its part does not. */
    record Not(ConditionNode part) implements ConditionNode {

        @Override
        public boolean test(CellLookup row) {
            return !part.test(row);
        }
    }

    /** Holds where a column gives nothing. */
    record IsEmpty(String column) implements ConditionNode {

        @Override
        public boolean test(CellLookup row) {
            return row.values(column).stream().allMatch(String::isEmpty);
        }
    }

    /** Holds where one of a column's values stands so to one of some others. */
    record Compares(String column, Comparison comparison, List<String> values) implements ConditionNode {

        public Compares {
            values = List.copyOf(values);
        }

        @Override
        public boolean test(CellLookup row) {
            return row.values(column).stream()
                    .anyMatch(cell -> values.stream().anyMatch(value -> comparison.holds(cell, value, row.decimal())));
        }
    }
}
