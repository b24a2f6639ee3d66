package dev.darkroom.manifest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row as it stands in the manifest.
 *
 * @param number from 1, the header not counted
 * @param line the line of the file it starts on, from 1
 * @param cells the row's values by column, in the file's order: text from CSV, any JSON value from JSONL; the
 *     apostrophes of {@link FormulaGuard} are taken off. What could be read of a broken row
 * @param broken why the row cannot be read (ragged, not JSON), or null
 * @param doubts faults that matter only where certain columns are used
 */
public record ManifestRow(
        long number, long line, ObjectNode cells, @Nullable InputProblem broken, List<RowDoubt> doubts) {

    public ManifestRow {
        Objects.requireNonNull(cells, "cells is null");
        doubts = List.copyOf(doubts);
    }

    /** A row of which nothing is in doubt. */
    public ManifestRow(long number, long line, ObjectNode cells, @Nullable InputProblem broken) {
        this(number, line, cells, broken, List.of());
    }
}
