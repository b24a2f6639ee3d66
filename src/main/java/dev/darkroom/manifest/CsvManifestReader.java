package dev.darkroom.manifest;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import dev.darkroom.io.BlankCharacters;
import dev.darkroom.io.CountText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads CSV: RFC 4180 with a header. Lines without any value are no rows. What is not as it should be and loses nothing is
 * read and warned of: columns without a name, names that stand there twice, empty cells behind the last column. What may
 * be misread comes as a row in doubt, or a broken one.
 */
final class CsvManifestReader implements ManifestReader {

    private static final String EXCEL_HINT = "(?i)\"?sep=[,;\\t|]\"?";

    private final CharSource source;
    private final CsvRecords records;
    private final RFC4180Parser parser;
    private final char delimiter;
    private final HeaderColumns header;
    private final long headerLine;
    private long number;
    private long rowsWithNameless;
    private long firstWithNameless;
    private long rowsWithSpareCells;
    private long firstWithSpareCells;

    private CsvManifestReader(
            CharSource source, CsvRecords records, RFC4180Parser parser, char delimiter, HeaderColumns header) {
        this.source = source;
        this.records = records;
        this.parser = parser;
        this.delimiter = delimiter;
        this.header = header;
        this.headerLine = source.recordLine();
    }

    /** @param fixed the delimiter; null to detect it */
    static CsvManifestReader open(CharSource source, @Nullable Character fixed) throws IOException {
        CsvRecords records = new CsvRecords(source);
        Character given = fixed;
        if (given != null) {
            records.delimitedBy(given);
        }
        String header = firstOf(records, source);
        Character hinted = hintedDelimiter(header);
        if (hinted != null) {
            given = given == null ? hinted : given;
            header = firstOf(records, source);
        }
        char delimiter = given == null ? CsvHeader.delimiter(header) : given;
        records.delimitedBy(delimiter);
        RFC4180Parser parser =
                new RFC4180ParserBuilder().withSeparator(delimiter).build();
        List<String> cells = Arrays.stream(parser.parseLine(header))
                .map(FormulaGuard::unguard)
                .toList();
        return new CsvManifestReader(
                source, records, parser, delimiter, CsvHeader.columns(cells, source.file(), source.recordLine()));
    }

    /** Returns the delimiter that a spreadsheet's line before the header gives; null if this is no such line. */
    static @Nullable Character hintedDelimiter(String line) {
        return line.matches(EXCEL_HINT) ? line.replace("\"", "").charAt(4) : null;
    }

    /** Returns the first record that holds more than delimiters. */
    static String firstOf(CsvRecords records, CharSource source) throws IOException {
        String record = records.next();
        while (record != null && isEmpty(record)) {
            record = records.next();
        }
        if (record == null) {
            throw RefusalMessages.of(
                    source.file(),
                    1,
                    ErrorCode.NO_HEADER,
                    "the file is empty",
                    "Put a line with the columns' names first");
        }
        return record;
    }

    private static boolean isEmpty(String record) {
        return record.codePoints().allMatch(point -> ",;|\"".indexOf(point) >= 0 || BlankCharacters.isBlank(point));
    }

    @Override
    public Character delimiter() {
        return delimiter;
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
    public List<InputProblem> warnings() {
        List<InputProblem> warnings = new ArrayList<>();
        List<String> nameless = IntStream.range(0, header.size())
                .filter(index -> header.byPosition().get(index).isEmpty())
                .mapToObj(index -> Integer.toString(index + 1))
                .toList();
        if (!nameless.isEmpty()) {
            String message = (nameless.size() == 1 ? "column " : "columns ") + String.join(", ", nameless)
                    + (nameless.size() == 1 ? " has no name and is not read" : " have no name and are not read")
                    + "; "
                    + (rowsWithNameless == 0
                            ? "no row has anything there"
                            : CountText.of(rowsWithNameless, "row has", "rows have")
                                    + " something there, first in line " + firstWithNameless);
            warnings.add(warning(headerLine, ErrorCode.EMPTY_COLUMN_NAME, message, "Name it, or delete the column"));
        }
        for (String name : header.doubled()) {
            String message = "there are two columns " + name + "; the second is called " + name + " (2) here";
            warnings.add(warning(headerLine, ErrorCode.DUPLICATE_COLUMN, message, "Rename or delete one of them"));
        }
        if (rowsWithSpareCells > 0) {
            String message =
                    CountText.of(rowsWithSpareCells, "row ends", "rows end") + " in empty cells behind the last column";
            warnings.add(warning(
                    firstWithSpareCells, ErrorCode.RAGGED_ROW, message, "Nothing is lost; leave the delimiters out"));
        }
        return warnings;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        String record = records.next();
        while (record != null) {
            String[] cells = parser.parseLine(record);
            if (!Arrays.stream(cells).allMatch(BlankCharacters::isBlank)) {
                return row(cells, record);
            }
            record = records.next();
        }
        return null;
    }

    private ManifestRow row(String[] cells, String record) {
        number++;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        boolean nameless = false;
        for (int index = 0; index < Math.min(cells.length, header.size()); index++) {
            String column = header.byPosition().get(index);
            if (column.isEmpty()) {
                nameless |= !BlankCharacters.isBlank(cells[index]);
            } else {
                row.put(column, FormulaGuard.unguard(cells[index]));
            }
        }
        count(nameless, cells.length > header.size());
        return new ManifestRow(
                number, source.recordLine(), row, broken(cells, record), doubts(cells, records.hasEscapedQuotes()));
    }

    private void count(boolean nameless, boolean spare) {
        if (nameless) {
            firstWithNameless = rowsWithNameless == 0 ? source.recordLine() : firstWithNameless;
            rowsWithNameless++;
        }
        if (spare) {
            firstWithSpareCells = rowsWithSpareCells == 0 ? source.recordLine() : firstWithSpareCells;
            rowsWithSpareCells++;
        }
    }

    private @Nullable InputProblem broken(String[] cells, String record) {
        boolean spare = cells.length > header.size()
                && !Arrays.stream(cells, header.size(), cells.length).allMatch(BlankCharacters::isBlank);
        // A file that was cut off ends like this.
        boolean cut = cells.length < header.size() && records.endedWithoutLineEnd();
        if (spare || cut) {
            String remedy = record.contains("\\\"")
                    ? "A quote inside a quoted cell is written twice, not with a backslash before it"
                    : "Add or remove cells; put one that holds the delimiter or a line break in double quotes";
            return problem(ErrorCode.RAGGED_ROW, count(cells.length), remedy, false);
        }
        if (record.indexOf('\0') >= 0) {
            return problem(
                    ErrorCode.NUL_CHARACTER,
                    "the row holds NUL characters",
                    ErrorRemedy.TAKE_NUL_OUT.whatToDo(),
                    false);
        }
        return null;
    }

    private List<RowDoubt> doubts(String[] cells, boolean escapedQuotes) {
        List<RowDoubt> doubts = new ArrayList<>(2);
        if (cells.length < header.size()) {
            List<String> missing = named(cells.length, header.size());
            if (!missing.isEmpty()) {
                String remedy = "Add the cells of " + String.join(", ", missing);
                doubts.add(new RowDoubt(missing, problem(ErrorCode.RAGGED_ROW, count(cells.length), remedy, true)));
            }
        }
        for (int index = 0; escapedQuotes && index < Math.min(cells.length, header.size()); index++) {
            if (cells[index].contains("\\\"")) {
                List<String> column = named(index, index + 1);
                InputProblem fault = problem(
                        ErrorCode.BROKEN_QUOTE,
                        "a quote in the cell of " + String.join("", column) + " has a backslash before it",
                        "Write a quote inside a quoted cell twice; in PHP give fputcsv an empty escape",
                        true);
                doubts.add(new RowDoubt(column, fault));
            }
        }
        return doubts;
    }

    private List<String> named(int from, int to) {
        return header.byPosition().subList(from, to).stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private String count(int cells) {
        return "the row has " + CountText.of(cells, "cell") + ", the header " + header.size();
    }

    private InputProblem problem(ErrorCode code, String message, String remedy, boolean warning) {
        return new InputProblem(source.file(), source.recordLine(), null, code, message, remedy, warning);
    }

    private InputProblem warning(long line, ErrorCode code, String message, String remedy) {
        return new InputProblem(source.file(), line, null, code, message, remedy, true);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
