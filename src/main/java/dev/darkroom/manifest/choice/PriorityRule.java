package dev.darkroom.manifest.choice;

import java.util.List;
import java.util.Objects;

/**
 * The order in which rows are bought, by the values of a column. Rows with equal values are bought in the manifest's order, those
 * without one last.
 *
 * @param column the column
 * @param order which of its values come first
 * @param listed these values, the first first, where the order is {@code LISTED}; all others come behind them
 */
public record PriorityRule(String column, PriorityOrder order, List<String> listed) {

    public PriorityRule {
        Objects.requireNonNull(column, "column is null");
        Objects.requireNonNull(order, "order is null");
        listed = List.copyOf(listed);
    }

    /** The orders of values; numbers come before all other texts. */
    public enum PriorityOrder {
        /** The smallest first. */
        ASC,
        /** The greatest first. */
        DESC,
        /** As a list has them. */
        LISTED
    }
}
