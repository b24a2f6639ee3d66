package dev.darkroom.cli.output;

import dev.darkroom.ledger.comparison.ComparedDetails;
import dev.darkroom.ledger.comparison.RowDifference;
import dev.darkroom.manifest.CsvDialect;
import dev.darkroom.results.CsvFile;
import dev.darkroom.runs.ComparedRuns;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows that two runs differ in, as a spreadsheet takes them: a line each, in the order of the later run's manifest. */
public final class DiffCsv {

    private static final CsvDialect DIALECT = new CsvDialect(',', '.', true);

    private static final List<String> HEADER = List.of(
            "kind",
            "id",
            "changed",
            "before_line",
            "before_status",
            "before_reason",
            "before_model",
            "before_cost_usd",
            "before_files",
            "after_line",
            "after_status",
            "after_reason",
            "after_model",
            "after_cost_usd",
            "after_files");

    private DiffCsv() {}

    public static void print(ComparedRuns runs, PrintWriter out) throws IOException {
        CsvFile csv = new CsvFile(out, DIALECT);
        csv.header(HEADER);
        try {
            runs.rows().forEach(row -> add(row, csv));
        } catch (UncheckedIOException unwritten) {
            throw unwritten.getCause();
        }
        out.flush();
    }

    private static void add(RowDifference row, CsvFile csv) {
        csv.text(row.kind().keyword()).text(row.id()).joined(row.changed().stream());
        add(row.before(), csv);
        add(row.after(), csv);
        try {
            csv.endLine();
        } catch (IOException unwritten) {
            throw new UncheckedIOException(unwritten);
        }
    }

    private static void add(@Nullable ComparedDetails row, CsvFile csv) {
        if (row == null) {
            csv.number(null).text(null).text(null).text(null).decimal(null).text(null);
        } else {
            csv.number(row.line())
                    .text(row.status())
                    .text(row.reason())
                    .text(row.model())
                    .decimal(CostsDocument.plain(row.costUsd()))
                    .joined(row.files().stream());
        }
    }
}
