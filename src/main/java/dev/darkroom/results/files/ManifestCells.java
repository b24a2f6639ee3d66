package dev.darkroom.results.files;

import dev.darkroom.io.SafeText;
import dev.darkroom.manifest.ManifestException;
import dev.darkroom.manifest.ManifestReader;
import dev.darkroom.manifest.ManifestRow;
import dev.darkroom.results.ManifestSource;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the cells of a manifest's rows in one pass, as far as it can be read. Not thread-safe. */
final class ManifestCells implements Closeable {

    private final ManifestSource manifest;
    private @Nullable ManifestReader reader;
    private @Nullable ManifestRow row;
    private @Nullable String damage;

    /** @param manifest opened with the first row that is wanted */
    ManifestCells(ManifestSource manifest) {
        this.manifest = manifest;
    }

    /** Returns a row's cells, none if they cannot be read. A later row's number is higher. */
    ObjectNode of(long number) {
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

    /** Returns what the user must know where it could not be read. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
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
        damage = "from row " + number + " on, " + RowManifests.FAILED + " and " + RowManifests.SUCCEEDED
                + " lack the manifest's own columns: the run's copy of the manifest could not be read ("
                + SafeText.line(why, 200) + ")";
    }

    @Override
    public void close() throws IOException {
        if (reader != null) {
            reader.close();
        }
    }
}
