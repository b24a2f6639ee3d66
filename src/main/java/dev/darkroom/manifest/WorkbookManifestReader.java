package dev.darkroom.manifest;

import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.io.BlankCharacters;
import dev.darkroom.io.CountText;
import dev.darkroom.workbook.SheetReader;
import dev.darkroom.workbook.SheetRow;
import dev.darkroom.workbook.Workbook;
import dev.darkroom.workbook.WorkbookException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a sheet by the rules of CSV: the first row that holds anything names the columns, rows without any value are none,
 * a row's line is the number that the sheet shows. Since cells of a sheet cannot slip, what stands behind the last column is
 * one without a name. Hidden rows are rows: who hid them may have filtered them only to look at others.
 */
final class WorkbookManifestReader implements ManifestReader {

    private final String file;
    private final Workbook workbook;
    private final SheetReader sheet;
    private final HeaderColumns header;
    private final long headerLine;
    private final SeenRows nameless = new SeenRows();
    private final SeenRows hidden = new SeenRows();
    private final Set<Integer> namelessColumns = new TreeSet<>();
    private long number;

    private WorkbookManifestReader(
            String file, Workbook workbook, SheetReader sheet, HeaderColumns header, long headerLine) {
        this.file = file;
        this.workbook = workbook;
        this.sheet = sheet;
        this.header = header;
        this.headerLine = headerLine;
    }

    /** @param name of the sheet; null for the first */
    static WorkbookManifestReader open(Path path, String file, @Nullable String name) throws IOException {
        try {
            Workbook workbook = Workbook.open(path);
            try {
                SheetReader sheet = workbook.sheet(name);
                SheetRow first = nonEmpty(sheet);
                if (first == null) {
                    throw RefusalMessages.of(
                            file,
                            1,
                            ErrorCode.NO_HEADER,
                            "the sheet " + sheet.name() + " is empty",
                            "Put a row with the columns' names first, or name another sheet by sheet in the job file");
                }
                List<String> cells =
                        first.cells().stream().map(FormulaGuard::unguard).toList();
                return new WorkbookManifestReader(
                        file, workbook, sheet, CsvHeader.columns(cells, file, first.number()), first.number());
            } catch (IOException | RuntimeException unusable) {
                workbook.close();
                throw unusable;
            }
        } catch (WorkbookException unusable) {
            throw refusal(file, unusable);
        }
    }

    private static @Nullable SheetRow nonEmpty(SheetReader sheet) throws IOException {
        SheetRow row = sheet.read();
        while (row != null && row.cells().stream().allMatch(BlankCharacters::isBlank)) {
            row = sheet.read();
        }
        return row;
    }

    private static ManifestException refusal(String file, WorkbookException unusable) {
        return RefusalMessages.of(file, unusable.row(), unusable.code(), unusable.problem(), unusable.remedy());
    }

    @Override
    public long headerLine() {
        return headerLine;
    }

    @Override
    public List<String> columns() {
        return header.names();
    }

    @Override
    public Set<String> doubledColumns() {
        return header.doubled();
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        try {
            SheetRow row = nonEmpty(sheet);
            return row == null ? null : row(row);
        } catch (WorkbookException unusable) {
            throw refusal(file, unusable);
        }
    }

    private ManifestRow row(SheetRow row) {
        number++;
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        boolean hasNameless = false;
        for (int index = 0; index < row.cells().size(); index++) {
            String cell = row.cells().get(index);
            String column = index < header.size() ? header.byPosition().get(index) : "";
            if (!column.isEmpty()) {
                cells.put(column, FormulaGuard.unguard(cell));
            } else if (!BlankCharacters.isBlank(cell)) {
                namelessColumns.add(index + 1);
                hasNameless = true;
            }
        }
        // Named columns behind the row's last cell are empty, and not unknown as in a line that is too short.
        header.names().stream().filter(column -> !cells.has(column)).forEach(column -> cells.put(column, ""));
        nameless.count(hasNameless, row.number());
        hidden.count(row.hidden(), row.number());
        return new ManifestRow(number, row.number(), cells, broken(row), doubts(row));
    }

    private @Nullable InputProblem broken(SheetRow row) {
        return row.cells().stream().anyMatch(cell -> cell.indexOf('\0') >= 0)
                ? new InputProblem(
                        file,
                        row.number(),
                        null,
                        ErrorCode.NUL_CHARACTER,
                        "the row holds NUL characters",
                        ErrorRemedy.TAKE_NUL_OUT.whatToDo(),
                        false)
                : null;
    }

    private List<RowDoubt> doubts(SheetRow row) {
        List<RowDoubt> doubts = new ArrayList<>(0);
        row.uncalculated()
                .forEach(column -> doubt(
                        doubts,
                        row,
                        column,
                        ErrorCode.NO_CALCULATED_VALUE,
                        " is a formula whose value the workbook does not hold",
                        "Open the workbook in a spreadsheet and save it"));
        row.rounded()
                .forEach(column -> doubt(
                        doubts,
                        row,
                        column,
                        ErrorCode.ROUNDED_NUMBER,
                        " is a number of more than 15 digits, of which spreadsheets lose the last",
                        "Format the column as text and write it again"));
        return doubts;
    }

    private void doubt(List<RowDoubt> doubts, SheetRow row, int index, ErrorCode code, String message, String remedy) {
        String column = index < header.size() ? header.byPosition().get(index) : "";
        if (!column.isEmpty()) {
            InputProblem fault = new InputProblem(file, row.number(), column, code, column + message, remedy, true);
            doubts.add(new RowDoubt(List.of(column), fault));
        }
    }

    @Override
    public List<InputProblem> warnings() {
        List<InputProblem> warnings = new ArrayList<>();
        if (nameless.rows > 0) {
            boolean one = namelessColumns.size() == 1;
            String columns = String.join(
                    ", ", namelessColumns.stream().map(String::valueOf).toList());
            String message = (one ? "column " : "columns ") + columns
                    + (one ? " has no name and is not read; " : " have no name and are not read; ")
                    + CountText.of(nameless.rows, "row has", "rows have") + " something there, first in row "
                    + nameless.first;
            warn(warnings, headerLine, ErrorCode.EMPTY_COLUMN_NAME, message, "Name it, or delete the column");
        }
        for (String name : header.doubled()) {
            String message = "there are two columns " + name + "; the second is called " + name + " (2) here";
            warn(warnings, headerLine, ErrorCode.DUPLICATE_COLUMN, message, "Rename or delete one of them");
        }
        if (hidden.rows > 0) {
            String message = CountText.of(hidden.rows, "row is hidden and is", "rows are hidden and are")
                    + " read like the others";
            warn(
                    warnings,
                    hidden.first,
                    ErrorCode.HIDDEN_ROWS,
                    message,
                    "Delete those that are not meant, or copy the visible ones to a sheet of their own");
        }
        String merged = sheet.firstMerged();
        if (merged != null) {
            String message = CountText.of(sheet.merged(), "range is merged", "ranges are merged") + ", first " + merged
                    + "; only the first cell of one has its value";
            warn(
                    warnings,
                    headerLine,
                    ErrorCode.MERGED_CELLS,
                    message,
                    "Name the column in columns.fill-down to take the cell above");
        }
        return warnings;
    }

    private void warn(List<InputProblem> warnings, long line, ErrorCode code, String message, String remedy) {
        warnings.add(new InputProblem(file, line, null, code, message, remedy, true));
    }

    @Override
    public void close() throws IOException {
        try {
            sheet.close();
        } finally {
            workbook.close();
        }
    }

    /** Counts rows, and knows the first. */
    private static final class SeenRows {

        private long rows;
        private long first;

        private void count(boolean counts, long row) {
            if (counts) {
                first = rows == 0 ? row : first;
                rows++;
            }
        }
    }
}
