package dev.darkroom.manifest;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import dev.darkroom.errors.ErrorCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads CSV: RFC 4180 with a header. Lines without any value are no rows. */
final class CsvManifestReader implements ManifestReader {

    private static final String EXCEL_HINT = "(?i)\"?sep=[,;\\t]\"?";

    private final CharSource source;
    private final CsvRecords records;
    private final RFC4180Parser parser;
    private final char delimiter;
    private final List<String> columns;
    private final long headerLine;
    private long number;

    private CsvManifestReader(
            CharSource source, CsvRecords records, RFC4180Parser parser, char delimiter, List<String> columns) {
        this.source = source;
        this.records = records;
        this.parser = parser;
        this.delimiter = delimiter;
        this.columns = columns;
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

    static String firstOf(CsvRecords records, CharSource source) throws IOException {
        String record = records.next();
        while (record != null && record.isBlank()) {
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
        return columns;
    }

    @Override
    public @Nullable ManifestRow read() throws IOException {
        String record = records.next();
        while (record != null) {
            String[] cells = parser.parseLine(record);
            if (!Arrays.stream(cells).allMatch(String::isBlank)) {
                return row(cells, record);
            }
            record = records.next();
        }
        return null;
    }

    private ManifestRow row(String[] cells, String record) {
        number++;
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int index = 0; index < Math.min(cells.length, columns.size()); index++) {
            row.put(columns.get(index), FormulaGuard.unguard(cells[index]));
        }
        return new ManifestRow(number, source.recordLine(), row, broken(cells.length, record));
    }

    private @Nullable InputProblem broken(int count, String record) {
        if (count != columns.size()) {
            String message =
                    "the row has " + count + (count == 1 ? " cell" : " cells") + ", the header " + columns.size();
            String remedy = "Add or remove cells; put one that holds the delimiter or a line break in double quotes";
            return problem(ErrorCode.RAGGED_ROW, message, remedy);
        }
        if (record.indexOf('\0') >= 0) {
            return problem(
                    ErrorCode.NUL_CHARACTER, "the row holds NUL characters", "The file may be damaged: write it again");
        }
        return null;
    }

    private InputProblem problem(ErrorCode code, String message, String remedy) {
        return new InputProblem(source.file(), source.recordLine(), null, code, message, remedy, false);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
