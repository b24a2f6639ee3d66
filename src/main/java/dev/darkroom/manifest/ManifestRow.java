package dev.darkroom.manifest;

import dev.darkroom.manifest.candidate.RowCandidate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * One row as it stands in the manifest.
 *
 * @param number from 1, counted among the rows that are read
 * @param line the line of the file it starts on, or the row of the sheet, from 1
 * @param cells the row's values by column, in the file's order: text from CSV, any JSON value from JSONL; the
 *     apostrophes of {@link FormulaGuard} are taken off. What could be read of a broken row
 * @param broken why the row cannot be read (ragged, not JSON), or null
 * @param doubts faults that matter only where certain columns are used
 * @param file the file that it is from, as the user named it, where there are several; null where there is one
 * @param place its number in the manifest, from 1, the header not counted
 * @param variant the one of several that are made of the row in the manifest; null if it is made once
 * @param candidate what it is tried with; null if it is sent as it stands
 */
public record ManifestRow(
        long number,
        long line,
        ObjectNode cells,
        @Nullable InputProblem broken,
        List<RowDoubt> doubts,
        @Nullable String file,
        long place,
        @Nullable RowVariant variant,
        @Nullable RowCandidate candidate) {

    /** The column with the number of a row's variant. */
    public static final String VARIANT = "variant";

    public ManifestRow {
        Objects.requireNonNull(cells, "cells is null");
        doubts = List.copyOf(doubts);
    }

    /** Makes a row that is sent as it stands. */
    public ManifestRow(
            long number,
            long line,
            ObjectNode cells,
            @Nullable InputProblem broken,
            List<RowDoubt> doubts,
            @Nullable String file,
            long place,
            @Nullable RowVariant variant) {
        this(number, line, cells, broken, doubts, file, place, variant, null);
    }

    /** Makes a row of the only file, of which all rows are read. */
    ManifestRow(long number, long line, ObjectNode cells, @Nullable InputProblem broken, List<RowDoubt> doubts) {
        this(number, line, cells, broken, doubts, null, number, null);
    }

    /** Makes a row of which nothing is in doubt. */
    public ManifestRow(long number, long line, ObjectNode cells, @Nullable InputProblem broken) {
        this(number, line, cells, broken, List.of());
    }

    /** Returns the row as it is counted among others. */
    public ManifestRow at(long other) {
        return other == number
                ? this
                : new ManifestRow(other, line, cells, broken, doubts, file, place, variant, candidate);
    }

    /** Returns the row as it is tried with a candidate, which its cells name. */
    public ManifestRow of(RowCandidate tried, ObjectNode naming) {
        return new ManifestRow(number, line, naming, broken, doubts, file, place, variant, tried);
    }

    /** Returns the row as one that cannot be read. */
    public ManifestRow broken(InputProblem why) {
        return new ManifestRow(number, line, cells, why, doubts, file, place, variant, candidate);
    }

    /**
     * A row's variant.
     *
     * @param number from 1
     * @param isNamed whether the row names it itself, as rows do that were written from a run's
     */
    public record RowVariant(int number, boolean isNamed) {

        /** Returns the id of the variant of a row with an id. */
        public String id(String row) {
            String end = "-v" + number;
            // A row that had no id of its own was written with that of its variant.
            return isNamed && row.endsWith(end) ? row : row + end;
        }
    }
}
