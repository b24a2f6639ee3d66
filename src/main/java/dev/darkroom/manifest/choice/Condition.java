package dev.darkroom.manifest.choice;

import java.util.List;
import java.util.Objects;

/**
 * A condition on a row's columns, such as {@code brand = acme and season in (aw26, ss27)}. Immutable.
 *
 * @see ConditionParser for how it is written
 */
public final class Condition {

    private final String text;
    private final ConditionNode node;
    private final List<NamedColumn> columns;

    Condition(String text, ConditionNode node, List<NamedColumn> columns) {
        this.text = Objects.requireNonNull(text, "text is null");
        this.node = Objects.requireNonNull(node, "node is null");
        this.columns = List.copyOf(columns);
    }

    /**
     * Reads a condition.
     *
     * @throws ConditionException if it is not one; the message says where
     */
    public static Condition parse(String text) {
        return new ConditionParser(text).parse();
    }

    /** Returns whether a row meets it. */
    public boolean holds(CellLookup row) {
        return node.test(row);
    }

    /** Returns the columns that it names, in its order. */
    public List<NamedColumn> columns() {
        return columns;
    }

    /** Returns it as it was written. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * A column that a condition names.
     *
     * @param character where, from 1
     */
    public record NamedColumn(String name, int character) {}
}
