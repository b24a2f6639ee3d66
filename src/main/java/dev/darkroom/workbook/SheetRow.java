package dev.darkroom.workbook;

import java.util.List;
import java.util.Set;

/**
 * A row of a sheet.
 *
 * @param number as the sheet counts it, from 1
 * @param cells from column A on, as they are shown; empty ones behind the last are left out
 * @param hidden whether the row is not shown
 * @param uncalculated the columns, from 0, with a formula of which the workbook does not hold the value
 * @param rounded the columns, from 0, with a whole number of more digits than a spreadsheet keeps
 */
public record SheetRow(
        long number, List<String> cells, boolean hidden, Set<Integer> uncalculated, Set<Integer> rounded) {

    public SheetRow {
        cells = List.copyOf(cells);
        uncalculated = Set.copyOf(uncalculated);
        rounded = Set.copyOf(rounded);
    }
}
