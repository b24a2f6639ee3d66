package dev.darkroom.manifest;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;
import dev.darkroom.errors.ErrorCode;
import dev.darkroom.errors.ErrorRemedy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file of Darkroom's that a spreadsheet may have saved again: delimiter and encoding are detected as those of a
 * manifest are, the columns may stand in any order and be more than needed, their names in any case; lines may be
 * shorter or longer than the header. Read once, a line in memory at a time. Not thread-safe.
 */
public final class SavedTable implements Closeable {

    private final CharSource source;
    private final CsvRecords records;
    private final RFC4180Parser parser;
    private final List<String> header;
    private final Map<String, Integer> places = new HashMap<>();

    private SavedTable(CharSource source, CsvRecords records, RFC4180Parser parser, List<String> header) {
        this.source = source;
        this.records = records;
        this.parser = parser;
        this.header = List.copyOf(header);
        for (int index = 0; index < header.size(); index++) {
            places.putIfAbsent(header.get(index).toLowerCase(Locale.ROOT), index);
        }
    }

    /**
     * Opens the file.
     *
     * @param name the file as the user named it
     * @param required columns that it must have, each once
     * @throws ManifestException if there is no such file, it is no CSV, lacks a column or has it more than once
     * @throws IOException if it cannot be read at all
     */
    public static SavedTable open(Path path, String name, Set<String> required) throws IOException {
        if (!Files.isRegularFile(path)) {
            String message = Files.exists(path) ? "this is not a file" : "there is no such file";
            throw RefusalMessages.of(name, 0, ErrorCode.NO_FILE, message, "Check the path");
        }
        CharSource source = new CharSource(new StrictDecoder(Files.newInputStream(path)), name);
        try {
            SavedTable table = open(source);
            for (String column : required) {
                if (!table.places.containsKey(column)) {
                    throw RefusalMessages.of(
                            name,
                            source.recordLine(),
                            ErrorCode.MISSING_COLUMN,
                            "there is no column " + column,
                            "The first line has to name the columns; needed are "
                                    + String.join(
                                            " and ", required.stream().sorted().toList()));
                }
                if (table.isDoubled(column)) {
                    throw RefusalMessages.of(
                            name,
                            source.recordLine(),
                            ErrorCode.DUPLICATE_COLUMN,
                            "there is more than one column " + column,
                            "Leave one of them, or rename the other");
                }
            }
            return table;
        } catch (IOException | RuntimeException unusable) {
            source.close();
            throw unusable;
        }
    }

    private static SavedTable open(CharSource source) throws IOException {
        CsvRecords records = new CsvRecords(source);
        String header = CsvManifestReader.firstOf(records, source);
        Character hinted = CsvManifestReader.hintedDelimiter(header);
        if (hinted != null) {
            header = CsvManifestReader.firstOf(records, source);
        }
        char delimiter = hinted == null ? CsvHeader.delimiter(header) : hinted;
        records.delimitedBy(delimiter);
        RFC4180Parser parser =
                new RFC4180ParserBuilder().withSeparator(delimiter).build();
        return new SavedTable(source, records, parser, cells(parser, header));
    }

    private boolean isDoubled(String column) {
        return header.stream().filter(column::equalsIgnoreCase).count() > 1;
    }

    /** Returns the columns' names, in their order and as they are written. */
    public List<String> columns() {
        return header;
    }

    /**
     * Returns the next line that holds anything, null at the end.
     *
     * @throws ManifestException if the file cannot be read on from here
     */
    public @Nullable TableLine read() throws IOException {
        String record = records.next();
        while (record != null) {
            if (record.indexOf('\0') >= 0) {
                throw RefusalMessages.of(
                        source.file(),
                        source.recordLine(),
                        ErrorCode.NUL_CHARACTER,
                        "the line holds NUL characters",
                        ErrorRemedy.TAKE_NUL_OUT.whatToDo());
            }
            List<String> cells = cells(parser, record);
            if (!cells.stream().allMatch(String::isEmpty)) {
                return new TableLine(source.recordLine(), cells, places);
            }
            record = records.next();
        }
        return null;
    }

    private static List<String> cells(RFC4180Parser parser, String record) throws IOException {
        return Arrays.stream(parser.parseLine(record))
                .map(cell -> FormulaGuard.unguard(cell.strip()).strip())
                .toList();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    /** A line of the file. */
    public static final class TableLine {

        private final long number;
        private final List<String> cells;
        private final Map<String, Integer> places;

        private TableLine(long number, List<String> cells, Map<String, Integer> places) {
            this.number = number;
            this.cells = cells;
            this.places = places;
        }

        /** Returns the line of the file it starts on, from 1. */
        public long number() {
            return number;
        }

        /**
         * Returns the cell without blanks around it and without its guard; empty if there is no such column or cell.
         */
        public String cell(String column) {
            Integer place = places.get(column);
            return place == null || place >= cells.size() ? "" : cells.get(place);
        }
    }
}
