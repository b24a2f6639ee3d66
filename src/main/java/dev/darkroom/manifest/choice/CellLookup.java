package dev.darkroom.manifest.choice;

import java.util.List;

/** Tells what a row has in its columns. */
@FunctionalInterface
public interface CellLookup {

    /**
     * Returns the values of a column without blanks at their ends: one for a cell, which may be empty, several for what a row
     * has several of, such as flags.
     */
    List<String> values(String column);

    /** Returns the decimal point of numbers in cells. */
    default char decimal() {
        return '.';
    }
}
