package dev.darkroom.ledger.rows;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes the SQL that chooses rows by their state, where a range of row keys bounds them already. */
public final class StateCondition {

    private StateCondition() {}

    /**
     * Returns a condition that holds for rows in one of some states. Not an {@code in (…)}: H2 takes that to the index
     * that begins with the state and then reads the rows in those states of all runs, the range notwithstanding.
     *
     * @param column the state's, with its table's alias if it has one
     */
    public static String among(String column, RowState... states) {
        return Arrays.stream(states)
                .map(state -> " when " + state.code() + " then true")
                .collect(Collectors.joining("", "case " + column, " else false end"));
    }
}
