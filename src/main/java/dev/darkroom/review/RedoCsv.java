package dev.darkroom.review;

import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.manifest.preparation.RedoColumns;
import dev.darkroom.results.CellText;
import dev.darkroom.results.CsvFile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code redo.csv}: rejected rows as they are in the manifest, with what is to be sent next. Itself a manifest of the
 * same job: ids and all that is not changed stay as they are.
 */
final class RedoCsv {

    /** Manifests are read with a point and a comma, but what a template is filled with is taken as it stands. */
    private static final char DECIMAL = '.';

    private final CsvFile csv;
    private final RedoColumns columns;
    private final List<String> header;
    private final ManifestReader manifest;
    private @Nullable ManifestRow row;

    /**
     * @param header the columns of the file
     * @param manifest the run's copy, read from its start
     */
    RedoCsv(CsvFile csv, RedoColumns columns, List<String> header, ManifestReader manifest) throws IOException {
        this.csv = csv;
        this.columns = columns;
        this.header = header;
        this.manifest = manifest;
        csv.header(header);
    }

    /** Takes rejected rows in manifest order. */
    void add(long number, String id, RedoRule redo) throws IOException {
        ObjectNode cells = cells(number);
        boolean lacksId = columns.lacksId(cells);
        for (String column : header) {
            if (lacksId && column.equals(columns.id())) {
                csv.text(id);
            } else if (column.equals(RedoColumns.REDO_OF)) {
                csv.text(redo.madeBy());
            } else if (redo.seed() != null && column.equals(columns.seed())) {
                csv.number(redo.seed());
            } else if (redo.prompt() != null && column.equals(columns.prompt())) {
                csv.text(redo.prompt());
            } else {
                csv.text(CellText.of(cells.path(column), DECIMAL));
            }
        }
        csv.endLine();
    }

    private ObjectNode cells(long number) throws IOException {
        while (row == null || row.number() < number) {
            row = manifest.read();
            if (row == null) {
                throw new IOException("the run's copy of the manifest ends before row " + number);
            }
        }
        return row.cells();
    }
}
