package dev.darkroom.results;

import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.manifest.FormulaGuard;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file that spreadsheets open as it is meant: cells are quoted as RFC 4180 says, those that would run as a
 * formula are guarded, numbers have the dialect's decimal point. Lines end with a line feed alone: every spreadsheet
 * and CSV library takes it, and shell tools don't find a carriage return in each line's last cell. A null is an empty
 * cell. Not thread-safe.
 */
public final class CsvFile {

    private static final String[] NO_CELLS = {};

    private final ICSVWriter csv;
    private final CsvDialect dialect;
    private final List<String> cells = new ArrayList<>();

    /** Begins a file. The writer stays open; it is the caller's to flush and to close. */
    public CsvFile(Writer writer, CsvDialect dialect) throws IOException {
        this.dialect = dialect;
        if (dialect.bom()) {
            writer.write('\uFEFF');
        }
        csv = new CSVWriterBuilder(writer)
                .withSeparator(dialect.delimiter())
                .withEscapeChar(ICSVWriter.DEFAULT_QUOTE_CHARACTER)
                .withLineEnd("\n")
                .build();
    }

    /** Writes a line of text cells, the header mostly. */
    public void header(List<String> names) throws IOException {
        names.forEach(this::text);
        endLine();
    }

    /** Adds a text cell. */
    public CsvFile text(@Nullable String value) {
        return plain(value == null ? "" : FormulaGuard.guard(value));
    }

    /** Several values in one cell. */
    public CsvFile joined(Stream<String> values) {
        return text(values.collect(Collectors.joining("|")));
    }

    /** Adds a whole number. */
    public CsvFile number(@Nullable Number whole) {
        return plain(whole == null ? "" : whole.toString());
    }

    public CsvFile decimal(@Nullable BigDecimal value) {
        return plain(value == null ? "" : value.toPlainString().replace('.', dialect.decimal()));
    }

    public CsvFile time(@Nullable Instant value) {
        return plain(value == null ? "" : ResultTexts.time(value));
    }

    /**
     * Ends the line.
     *
     * @throws IOException if it cannot be written
     */
    public void endLine() throws IOException {
        csv.writeNext(cells.toArray(NO_CELLS), false);
        cells.clear();
        IOException failure = csv.getException();
        if (failure != null) {
            throw failure;
        }
    }

    /** The decimal point of its numbers. */
    public char decimalPoint() {
        return dialect.decimal();
    }

    private CsvFile plain(String cell) {
        cells.add(cell);
        return this;
    }
}
