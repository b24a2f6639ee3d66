package dev.darkroom.results.files;

import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.ledger.rows.DownloadedPicture;
import dev.darkroom.results.CellText;
import dev.darkroom.results.CsvFile;
import dev.darkroom.results.ManifestSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code failed.csv} and {@code succeeded.csv}: the rows without a picture and those with one, as they are in the manifest,
 * and what became of them. Each can be run as a manifest; what an earlier time added gives way. Where the run's copy of the
 * manifest can no longer be read, the rows are listed without its columns: a damaged copy must not cost the user the results.
 */
public final class RowManifests implements Closeable {

    /** The name of the manifest of rows without a picture. */
    public static final String FAILED = "failed.csv";

    /** The name of the manifest of rows with one. */
    public static final String SUCCEEDED = "succeeded.csv";

    private static final List<String> OF_FAILED = List.of("failed_status", "failed_reason");
    private static final List<String> OF_SUCCEEDED = List.of("succeeded_status", "succeeded_files", "succeeded_flags");

    private final ManifestCells cells;
    private final CsvFile failed;
    private final CsvFile succeeded;
    private final List<String> failedColumns;
    private final List<String> succeededColumns;

    /**
     * @param columns the manifest's columns in order
     * @param manifest the run's copy, opened with the first row
     */
    public RowManifests(CsvFile failed, CsvFile succeeded, List<String> columns, ManifestSource manifest)
            throws IOException {
        this.cells = new ManifestCells(manifest);
        this.failed = failed;
        this.succeeded = succeeded;
        // A job may go by what succeeded.csv says of its rows, and those of them that fail are still its rows.
        this.failedColumns = without(OF_FAILED, columns);
        this.succeededColumns = without(OF_FAILED, without(OF_SUCCEEDED, columns));
        failed.header(with(OF_FAILED, failedColumns));
        succeeded.header(with(OF_SUCCEEDED, succeededColumns));
    }

    private static List<String> without(List<String> added, List<String> columns) {
        return columns.stream().filter(column -> !added.contains(column)).toList();
    }

    private static List<String> with(List<String> added, List<String> columns) {
        return Stream.concat(columns.stream(), added.stream()).toList();
    }

    /** Takes the rows of the run in manifest order. */
    public void add(RowOutcome outcome) throws IOException {
        if (outcome.status().hasPicture()) {
            add(outcome, succeededColumns, succeeded);
            succeeded
                    .text(outcome.status().keyword())
                    .joined(outcome.pictures().stream().map(DownloadedPicture::file))
                    .joined(outcome.flags().stream())
                    .endLine();
        } else {
            add(outcome, failedColumns, failed);
            failed.text(outcome.status().keyword()).text(outcome.reason()).endLine();
        }
    }

    private void add(RowOutcome outcome, List<String> columns, CsvFile csv) {
        ObjectNode row = cells.of(outcome.number());
        for (String column : columns) {
            csv.text(CellText.of(row.path(column), csv.decimalPoint()));
        }
    }

    /** The warning to the user about the files, if there is one. */
    public Optional<String> warning() {
        return cells.damage();
    }

    @Override
    public void close() throws IOException {
        cells.close();
    }
}
