package dev.darkroom.report;

import dev.darkroom.ledger.history.DisplayedInput;
import dev.darkroom.ledger.rows.RowStatus;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.models.InputNames;
import dev.darkroom.models.RequestInput;
import dev.darkroom.results.ManifestSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives rejected rows what their lines of the manifest say, since the ledger keeps no input of them. Takes the rows in
 * manifest order; reads the run's copy of the manifest only as far as it must. What cannot be read is not shown.
 */
final class InvalidRows implements Closeable {

    private final ManifestSource manifest;
    private @Nullable ManifestReader reader;
    private @Nullable ManifestRow last;
    private boolean damaged;

    InvalidRows(ManifestSource manifest) {
        this.manifest = manifest;
    }

    /** The row as it is to be shown. */
    PageRow complete(PageRow row) {
        if (row.outcome().status() != RowStatus.REJECTED || damaged) {
            return row;
        }
        try {
            ManifestRow read = readTo(row.outcome().number());
            return read == null ? row : new PageRow(row.outcome(), input(read));
        } catch (IOException | ManifestException unreadable) {
            damaged = true;
            return row;
        }
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }

    private @Nullable ManifestRow readTo(long number) throws IOException {
        ManifestReader opened = reader == null ? manifest.open() : reader;
        reader = opened;
        ManifestRow read = last;
        while (read == null || read.number() < number) {
            read = opened.read();
            if (read == null) {
                return null;
            }
        }
        last = read;
        return read.number() == number ? read : null;
    }

    private static DisplayedInput input(ManifestRow row) {
        ObjectNode cells = row.cells();
        List<JsonNode> named =
                InputNames.PICTURES.stream().filter(cells::has).map(cells::path).toList();
        List<String> addresses = named.isEmpty()
                ? items(cells.valueStream())
                        .filter(item -> item.startsWith("http"))
                        .toList()
                : items(named.stream()).filter(item -> !item.isBlank()).toList();
        return new DisplayedInput(row.number(), new RequestInput(cells).prompt(), addresses);
    }

    private static Stream<String> items(Stream<JsonNode> cells) {
        return cells.flatMap(cell -> cell.isArray() ? cell.valueStream() : Stream.of(cell))
                .filter(JsonNode::isString)
                .flatMap(value -> Stream.of(value.stringValue().split("\\|")))
                .map(String::strip);
    }
}
