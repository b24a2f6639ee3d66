package dev.darkroom.results;

import dev.darkroom.io.SafeText;
import dev.darkroom.ledger.history.RowOutcome;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code failed.csv}: the rows without a picture as they are in the manifest, and why. It can be run as a manifest; the
 * reasons of an earlier time give way to the new ones. Where the run's copy of the manifest can no longer be read, the
 * rows are listed without its columns: a damaged copy must not cost the user the results.
 */
final class FailedCsv implements Closeable {

    private static final List<String> ADDED = List.of("failed_status", "failed_reason");

    private final CsvFile csv;
    private final List<String> columns;
    private final ManifestSource manifest;
    private @Nullable ManifestReader reader;
    private @Nullable ManifestRow row;
    private @Nullable String damage;

    /**
     * @param columns the manifest's columns in order
     * @param manifest the run's copy, opened only if a row is without a picture
     */
    FailedCsv(CsvFile csv, List<String> columns, ManifestSource manifest) throws IOException {
        this.csv = csv;
        this.columns =
                columns.stream().filter(column -> !ADDED.contains(column)).toList();
        this.manifest = manifest;
        List<String> header = new ArrayList<>(this.columns);
        header.addAll(ADDED);
        csv.header(header);
    }

    /** Takes the rows of the run in manifest order, those with a picture too. */
    void add(RowOutcome outcome) throws IOException {
        if (outcome.status().hasPicture()) {
            return;
        }
        ObjectNode cells = cells(outcome.number());
        for (String column : columns) {
            csv.text(CellText.of(cells.path(column), csv.decimalPoint()));
        }
        csv.text(outcome.status().keyword()).text(outcome.reason()).endLine();
    }

    /** The warning to the user about the file, if there is one. */
    Optional<String> warning() {
        return Optional.ofNullable(damage);
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private ObjectNode cells(long number) {
        if (damage == null) {
            try {
                readTo(number);
            } catch (IOException | ManifestException unreadable) {
                damaged(number, String.valueOf(unreadable.getMessage()));
            }
        }
        ManifestRow read = row;
        return read != null && read.number() == number ? read.cells() : JsonNodeFactory.instance.objectNode();
    }

    private void readTo(long number) throws IOException {
        ManifestReader opened = reader == null ? manifest.open() : reader;
        reader = opened;
        while (row == null || row.number() < number) {
            row = opened.read();
            if (row == null) {
                damaged(number, "it ends before");
                return;
            }
        }
    }

    private void damaged(long number, String why) {
        damage = "from row " + number
                + " on, failed.csv lacks the manifest's own columns: the run's copy of the manifest"
                + " could not be read (" + SafeText.line(why, 200) + ")";
    }
}
