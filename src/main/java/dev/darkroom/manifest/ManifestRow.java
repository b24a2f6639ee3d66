package dev.darkroom.manifest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row as it stands in the manifest.
 *
 * @param number from 1, the header not counted
 * @param line the line of the file it starts on, or the row of the sheet, from 1
 * @param cells the row's values by column, in the file's order: text from CSV, any JSON value from JSONL; the
 *     apostrophes of {@link FormulaGuard} are taken off. What could be read of a broken row
 * @param broken why the row cannot be read (ragged, not JSON), or null
 * @param doubts faults that matter only where certain columns are used
 * @param file the file that it is from, as the user named it, where there are several; null where there is one
 */
public record ManifestRow(
        long number,
        long line,
        ObjectNode cells,
        @Nullable InputProblem broken,
        List<RowDoubt> doubts,
        @Nullable String file) {

    public ManifestRow {
        Objects.requireNonNull(cells, "cells is null");
        doubts = List.copyOf(doubts);
    }

    /** Makes a row of the only file. */
    ManifestRow(long number, long line, ObjectNode cells, @Nullable InputProblem broken, List<RowDoubt> doubts) {
        this(number, line, cells, broken, doubts, null);
    }

    /** Makes a row of which nothing is in doubt. */
    public ManifestRow(long number, long line, ObjectNode cells, @Nullable InputProblem broken) {
        this(number, line, cells, broken, List.of());
    }
}
