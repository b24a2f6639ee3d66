package dev.darkroom.results;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.workbook.WorkbookWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * {@code results.xlsx}: the lines of {@code results.csv} as a workbook. Files, outputs and the user's own addresses open on a
 * click, of several in a cell the first; numbers are numbers, and all else is text that no spreadsheet changes.
 */
final class ResultsWorkbook {

    static final String NAME = "results.xlsx";

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s|]+");

    private final WorkbookWriter sheet;
    private final ResultColumns columns;
    private long left;

    /** Begins the file. The stream stays open; it is the caller's to close. */
    ResultsWorkbook(OutputStream out, ResultColumns columns) throws IOException {
        this.columns = columns;
        sheet = new WorkbookWriter(out, "results", columns.names());
    }

    void add(RowOutcome row) throws IOException {
        if (!sheet.hasRoom()) {
            left++;
            return;
        }
        for (ResultColumn column : ResultColumn.OWN) {
            switch (column.title()) {
                case ResultColumn.OUTPUT_URLS -> linked(row.outputUrls(), row.outputUrls());
                case ResultColumn.FILES -> {
                    List<String> files =
                            row.pictures().stream().map(DownloadedPicture::file).toList();
                    linked(files, files.stream().map(ResultsWorkbook::relative).toList());
                }
                default -> column.value().addTo(sheet, row);
            }
        }
        for (String column : columns.kept().keySet()) {
            own(CellText.of(row.kept().path(column), '.'));
        }
        for (ResultColumn column : columns.review()) {
            column.value().addTo(sheet, row);
        }
        sheet.endRow();
    }

    private void own(String text) {
        if (ADDRESS.matcher(text).matches()) {
            sheet.link(text, text);
        } else {
            sheet.text(text);
        }
    }

    private void linked(List<String> texts, List<String> targets) {
        if (texts.isEmpty()) {
            sheet.text(null);
        } else {
            sheet.link(String.join("|", texts), targets.get(0));
        }
    }

    /** Returns a path as an address relative to the workbook. */
    private static String relative(String file) {
        try {
            return new URI(null, null, file, null).toASCIIString();
        } catch (URISyntaxException unusual) {
            return "";
        }
    }

    /** Ends the file and returns what the user must know of it. */
    List<String> finish() throws IOException {
        sheet.finish();
        List<String> warnings = new ArrayList<>();
        if (left > 0) {
            warnings.add(NAME + " lacks the last " + left + " rows: a sheet has at most " + WorkbookWriter.MAX_ROWS
                    + " rows; results.csv has all");
        }
        if (sheet.unlinked() > 0) {
            warnings.add("in " + NAME + " " + sheet.unlinked()
                    + " addresses and files are plain text: spreadsheets open no sheet with more links");
        }
        return warnings;
    }
}
